#!/bin/sh
# Makes the topics, and puts invented resources into the raw one.
set -eu
bin=/opt/kafka/bin
for topic in fhir.raw fhir.training fhir.analytics; do
  "$bin/kafka-topics.sh" --bootstrap-server kafka:9092 --create --if-not-exists --topic "$topic" --partitions 3
done
"$bin/kafka-console-producer.sh" --bootstrap-server kafka:9092 --topic fhir.raw < /sample/export.ndjson
