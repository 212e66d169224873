import fc from 'fast-check'

const given = process.env['SLUICE_TEST_SEED'] ?? '20261129'

// Property tests try the same cases in every run, so that code that passed passes again; SLUICE_TEST_SEED=random tries others.
if (given !== 'random') fc.configureGlobal({ seed: Number(given) })
