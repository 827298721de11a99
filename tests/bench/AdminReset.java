// Kafka's own Admin client doing what the gateway does: plan, reset and read back, on 1,000 partitions, in one warm
// process. Arguments: bootstrap address, topic, group, partitions, runs. With 0 runs it only prepares the topic.

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

public final class AdminReset {
    private static final int RECORDS = 10;

    public static void main(String[] args) throws Exception {
        String topic = args[1];
        String group = args[2];
        int partitions = Integer.parseInt(args[3]);
        int runs = Integer.parseInt(args[4]);
        Properties settings = new Properties();
        settings.put("bootstrap.servers", args[0]);
        try (Admin admin = Admin.create(settings)) {
            List<TopicPartition> all = new ArrayList<>();
            for (int partition = 0; partition < partitions; partition++) {
                all.add(new TopicPartition(topic, partition));
            }
            if (!admin.listTopics().names().get().contains(topic)) {
                prepare(admin, settings, topic, group, all);
            }
            List<String> times = new ArrayList<>();
            for (int run = 0; run < (runs == 0 ? 0 : runs + 10); run++) {
                long start = System.nanoTime();
                reset(admin, group, all, run % 2 == 0 ? OffsetSpec.earliest() : OffsetSpec.latest());
                if (run >= 10) {
                    times.add(String.format("%.2f", (System.nanoTime() - start) / 1e6));
                }
            }
            if (!times.isEmpty()) {
                System.out.println("measured\tplan, reset and read-back of " + String.format("%,d", partitions)
                    + " partitions, warm\tKafka Admin\tms\t" + String.join(" ", times));
            }
        }
    }

    /** Commits and both ends of the log as they are, the new commits, and the commits as they are then. */
    private static void reset(Admin admin, String group, List<TopicPartition> all, OffsetSpec to) throws Exception {
        var before = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata();
        var starts = admin.listOffsets(specs(all, OffsetSpec.earliest())).all();
        var ends = admin.listOffsets(specs(all, OffsetSpec.latest())).all();
        before.get();
        var targets = (to instanceof OffsetSpec.EarliestSpec ? starts : ends).get();
        starts.get();
        ends.get();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        targets.forEach((at, info) -> offsets.put(at, new OffsetAndMetadata(info.offset())));
        admin.alterConsumerGroupOffsets(group, offsets).all().get();
        var read = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        for (TopicPartition at : all) {
            if (read.get(at).offset() != offsets.get(at).offset()) {
                throw new IllegalStateException(at + " was not moved");
            }
        }
    }

    private static Map<TopicPartition, OffsetSpec> specs(List<TopicPartition> all, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        all.forEach(at -> specs.put(at, spec));
        return specs;
    }

    private static void prepare(Admin admin, Properties settings, String topic, String group, List<TopicPartition> all)
            throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, all.size(), (short) 1))).all().get();
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (TopicPartition at : all) {
                for (int record = 0; record < RECORDS; record++) {
                    producer.send(new ProducerRecord<>(at.topic(), at.partition(), null, new byte[10]));
                }
            }
            producer.flush();
        }
        Map<TopicPartition, OffsetAndMetadata> middle = new HashMap<>();
        all.forEach(at -> middle.put(at, new OffsetAndMetadata(RECORDS / 2)));
        admin.alterConsumerGroupOffsets(group, middle).all().get();
    }
}
