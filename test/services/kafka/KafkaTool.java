import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Reads and writes topics with Apache's own client, so that a fault of the client that Sluice uses hides nothing.
 * Commands come as lines on stdin, words between tabs, and each is answered by lines on stdout that end with "done":
 *   read TOPIC                 every record that a read_committed reader sees, up to the end as it is now
 *   write TOPIC CODEC TXN N    N lines follow: partition (- for any), key, value, headers; TXN is none, commit or abort
 * Bytes are base64, "-" stands for null; headers are NAME=VALUE between commas, NAME in base64 too.
 */
public class KafkaTool {
    static final Base64.Encoder ENCODER = Base64.getEncoder();
    static final Base64.Decoder DECODER = Base64.getDecoder();
    /** One for all writes: what a broker leaves undecided of one, a later one decides. */
    static final String TRANSACTIONAL_ID = "tool-" + System.nanoTime();
    static String bootstrap;

    public static void main(String[] args) throws Exception {
        bootstrap = args[0];
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split("\t");
            if (words[0].equals("read")) read(words[1]);
            else write(words[1], words[2], words[3], Integer.parseInt(words[4]), in);
            System.out.println("done");
        }
    }

    static Properties properties() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("max.request.size", 64 * 1024 * 1024);
        properties.put("buffer.memory", 96 * 1024 * 1024);
        return properties;
    }

    static String encode(byte[] bytes) {
        return bytes == null ? "-" : ENCODER.encodeToString(bytes);
    }

    static byte[] decode(String text) {
        return text.equals("-") ? null : DECODER.decode(text);
    }

    static void read(String topic) {
        Properties properties = properties();
        properties.put("isolation.level", "read_committed");
        properties.put("check.crcs", "true");
        properties.put("fetch.max.bytes", 64 * 1024 * 1024);
        StringBuilder out = new StringBuilder();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition())).collect(Collectors.toList());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    List<String> headers = new ArrayList<>();
                    for (Header header : record.headers())
                        headers.add(encode(header.key().getBytes(StandardCharsets.UTF_8)) + ":" + encode(header.value()));
                    out.append(record.partition()).append('\t').append(record.offset()).append('\t').append(record.timestamp()).append('\t')
                        .append(encode(record.key())).append('\t').append(encode(record.value())).append('\t')
                        .append(String.join(",", headers)).append('\n');
                    if (out.length() > 1 << 20) { System.out.print(out); out.setLength(0); }
                }
            }
        }
        System.out.print(out);
    }

    static void write(String topic, String codec, String transaction, int count, BufferedReader in) throws Exception {
        Properties properties = properties();
        properties.put("compression.type", codec);
        properties.put("acks", "all");
        properties.put("linger.ms", 5);
        // A broker that is killed again and again may be away for long; what is not written is an error, never left out.
        properties.put("max.block.ms", 600_000);
        properties.put("delivery.timeout.ms", 600_000);
        if (!transaction.equals("none")) properties.put("transactional.id", TRANSACTIONAL_ID);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            if (!transaction.equals("none")) { producer.initTransactions(); producer.beginTransaction(); }
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                String[] words = in.readLine().split("\t", -1);
                Integer partition = words[0].equals("-") ? null : Integer.valueOf(words[0]);
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, decode(words[1]), decode(words[2]));
                if (!words[3].isEmpty()) for (String header : words[3].split(",")) {
                    String[] pair = header.split(":");
                    record.headers().add(new String(decode(pair[0]), StandardCharsets.UTF_8), decode(pair[1]));
                }
                sent.add(producer.send(record));
            }
            producer.flush();
            for (Future<RecordMetadata> one : sent) one.get();
            if (transaction.equals("commit")) producer.commitTransaction();
            if (transaction.equals("abort")) producer.abortTransaction();
        }
    }
}
