package org.apache.kafka.tools.consumer.group;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Exit;

/**
 * Kafka's own reset tool, answering many questions from one JVM, and the hand that prepares a cluster for them.
 *
 * <p>One command per line of standard input, fields separated by tabs; the answer is any number of lines and then
 * {@code end}. It lives in the tool's package, because the tool's service class is not public.
 *
 * <pre>
 * topic    NAME PARTITIONS
 * records  TOPIC PARTITION MILLIS...             one record per timestamp, in this order
 * open     TOPIC PARTITION COUNT                 records of a transaction that stays open
 * trim     TOPIC PARTITION OFFSET                the log then starts there
 * commit   GROUP (TOPIC PARTITION OFFSET)...
 * join     GROUP TOPIC classic|consumer          a member that stays, by the old or the new protocol
 * plan     GROUP ARGUMENT...                     a dry run; "ms:1700000000000" stands for a date of the tool's format
 * </pre>
 *
 * A plan is answered by {@code offset TOPIC PARTITION OFFSET} lines, or by {@code error TEXT}. What the tool
 * prints on the way comes as {@code said TEXT}.
 */
public final class ResetOracle {
    private static final DateTimeFormatter TOOL_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static Admin admin;

    private final String bootstrap;
    private final PrintStream answers;
    private final KafkaProducer<byte[], byte[]> producer;
    /** Kept, so that their groups stay live and their transactions stay open. */
    private final List<AutoCloseable> kept = new ArrayList<>();

    private ResetOracle(String bootstrap, PrintStream answers) {
        this.bootstrap = bootstrap;
        this.answers = answers;
        this.producer = new KafkaProducer<>(producerConfig());
    }

    public static void main(String[] args) throws Exception {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Exit.setExitProcedure((status, message) -> {
            throw new IllegalArgumentException("the tool would end with status " + status + ": " + message);
        });
        // A classic group is described in two tries, with this back-off between: 100 ms for each plan otherwise.
        Map<String, Object> config =
                Map.of("bootstrap.servers", args[0], "retry.backoff.ms", 1, "retry.backoff.max.ms", 100);
        try (Admin shared = Admin.create(config)) {
            admin = shared;
            ResetOracle oracle = new ResetOracle(args[0], answers);
            BufferedReader commands =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                oracle.answer(line.split("\t"));
            }
            oracle.close();
        }
    }

    private void answer(String[] words) {
        String[] rest = Arrays.copyOfRange(words, 1, words.length);
        try {
            switch (words[0]) {
                case "topic" -> topic(rest);
                case "records" -> records(rest);
                case "open" -> open(rest);
                case "trim" -> trim(rest);
                case "commit" -> commit(rest);
                case "join" -> join(rest);
                case "plan" -> plan(rest);
                default -> throw new IllegalArgumentException("no such command: " + words[0]);
            }
        } catch (Throwable failure) {
            answers.println("error\t" + oneLine(failure.toString()));
        }
        answers.println("end");
    }

    private void topic(String[] words) throws Exception {
        NewTopic topic = new NewTopic(words[0], Integer.parseInt(words[1]), (short) 1);
        admin.createTopics(List.of(topic)).all().get();
    }

    private void records(String[] words) throws Exception {
        for (String millis : Arrays.copyOfRange(words, 2, words.length)) {
            producer.send(new ProducerRecord<>(
                    words[0], Integer.parseInt(words[1]), Long.parseLong(millis), null, new byte[8]));
        }
        producer.flush();
    }

    private void open(String[] words) throws Exception {
        Map<String, Object> config = producerConfig();
        config.put("transactional.id", "oracle-" + words[0] + "-" + words[1]);
        config.put("transaction.timeout.ms", 900_000);
        KafkaProducer<byte[], byte[]> transactional = new KafkaProducer<>(config);
        kept.add(() -> transactional.close(Duration.ZERO));
        transactional.initTransactions();
        transactional.beginTransaction();
        for (int sent = 0; sent < Integer.parseInt(words[2]); sent++) {
            transactional.send(new ProducerRecord<>(words[0], Integer.parseInt(words[1]), null, new byte[8]));
        }
        transactional.flush();
    }

    private void trim(String[] words) throws Exception {
        TopicPartition at = new TopicPartition(words[0], Integer.parseInt(words[1]));
        RecordsToDelete before = RecordsToDelete.beforeOffset(Long.parseLong(words[2]));
        admin.deleteRecords(Map.of(at, before)).all().get();
    }

    private void commit(String[] words) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (int i = 1; i + 2 < words.length; i += 3) {
            TopicPartition at = new TopicPartition(words[i], Integer.parseInt(words[i + 1]));
            offsets.put(at, new OffsetAndMetadata(Long.parseLong(words[i + 2])));
        }
        admin.alterConsumerGroupOffsets(words[0], offsets).all().get();
    }

    private void join(String[] words) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of(
                "bootstrap.servers", bootstrap,
                "group.id", words[0],
                "group.protocol", words[2],
                "enable.auto.commit", false,
                "key.deserializer", ByteArrayDeserializer.class,
                "value.deserializer", ByteArrayDeserializer.class));
        kept.add(() -> consumer.close());
        consumer.subscribe(List.of(words[1]));
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (consumer.assignment().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no partition was assigned within 30 s");
            }
            consumer.poll(Duration.ofMillis(50));
        }
    }

    private void plan(String[] words) {
        List<String> args = new ArrayList<>(
                List.of("--bootstrap-server", bootstrap, "--reset-offsets", "--dry-run", "--group", words[0]));
        for (String word : Arrays.copyOfRange(words, 1, words.length)) {
            args.add(word.startsWith("ms:") ? toolTime(word) : word);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            ConsumerGroupCommandOptions options =
                    ConsumerGroupCommandOptions.fromArgs(args.toArray(new String[0]));
            options.checkArgs();
            new Tool(options).resetOffsets().forEach((group, offsets) -> offsets.forEach((at, offset) ->
                    answers.println("offset\t" + at.topic() + "\t" + at.partition() + "\t" + offset.offset())));
        } finally {
            System.setOut(System.err);
            said.toString(StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).forEach(
                    line -> answers.println("said\t" + oneLine(line)));
        }
    }

    private static String toolTime(String word) {
        return TOOL_TIME.format(Instant.ofEpochMilli(Long.parseLong(word.substring("ms:".length()))));
    }

    /** The tool, on a connection that all plans share: opening one per plan would take most of the time. */
    private static final class Tool extends ConsumerGroupCommand.ConsumerGroupService {
        Tool(ConsumerGroupCommandOptions options) {
            super(options, Map.of());
        }

        @Override
        protected Admin createAdminClient(Map<String, String> overrides) {
            return admin;
        }
    }

    private Map<String, Object> producerConfig() {
        return new HashMap<>(Map.of(
                "bootstrap.servers", bootstrap,
                "key.serializer", ByteArraySerializer.class,
                "value.serializer", ByteArraySerializer.class));
    }

    private void close() throws Exception {
        producer.close();
        for (AutoCloseable one : kept) {
            one.close();
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
