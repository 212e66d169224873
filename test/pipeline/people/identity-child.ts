import { outputOf, shippedEngine } from '../../support/shipped-engine.ts'
import { identityMessages, intervalMessage } from './identity-messages.ts'

const engine = shippedEngine('ai-training')
process.stdout.write(JSON.stringify([...Object.values(identityMessages), intervalMessage].map((message) => outputOf(engine, message))))
