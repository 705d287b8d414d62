package andamio.stream;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.kafka.shaded.org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.flink.kafka.shaded.org.apache.kafka.common.TopicPartition;
import org.apache.flink.kafka.shaded.org.apache.kafka.common.header.Header;
import org.apache.flink.util.Collector;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The messages of a topic as records; compiled only where Flink's Kafka connector is at hand. */
public final class KafkaMessages implements KafkaRecordDeserializationSchema {
    private static final int TRACEPARENT_BYTES = 55;

    /** The source of a view's settings. */
    public static KafkaSource source(Map settings) {
        String topic = (String) settings.get("topic");
        Map offsets = new HashMap();
        List starts = (List) settings.get("start_offsets");
        for (int i = 0; i < starts.size(); i++) {
            List start = (List) starts.get(i);
            TopicPartition partition = new TopicPartition(topic, (int) ViewSettings.number(start.get(0)));
            offsets.put(partition, Long.valueOf(ViewSettings.number(start.get(1))));
        }
        KafkaSourceBuilder builder = KafkaSource.builder();
        builder.setBootstrapServers((String) settings.get("bootstrap"));
        builder.setTopics(Collections.singletonList(topic));
        builder.setGroupId((String) settings.get("group"));
        builder.setClientIdPrefix((String) settings.get("group"));
        builder.setStartingOffsets(offsets.isEmpty() ? OffsetsInitializer.earliest() : OffsetsInitializer.offsets(offsets));
        builder.setDeserializer(new KafkaMessages());
        // A new partition would take over entities whose earlier deliveries are in another.
        builder.setProperty("partition.discovery.interval.ms", "0");
        // What a producer's transaction took back was never in the log.
        builder.setProperty("isolation.level", "read_committed");
        builder.setProperty("enable.auto.commit", "false");
        builder.setProperty("commit.offsets.on.checkpoint", "false");
        return builder.build();
    }

    public void deserialize(ConsumerRecord message, Collector out) {
        byte[] value = (byte[]) message.value();
        // A message without a value is not an event.
        if (value != null) {
            out.collect(new LogRecord(
                value, 0, value.length, message.partition(), message.offset(), message.timestamp(), kept(message)));
        }
    }

    /** Of W3C Trace Context: 00-<trace>-<span>-01, the last being the flag that the trace is kept. */
    private static String kept(ConsumerRecord message) {
        Header header = message.headers().lastHeader("traceparent");
        if (header == null || header.value() == null || header.value().length != TRACEPARENT_BYTES) {
            return null;
        }
        String text = new String(header.value(), StandardCharsets.US_ASCII);
        return (text.charAt(TRACEPARENT_BYTES - 1) & 1) == 1 ? text : null;
    }

    public TypeInformation getProducedType() {
        return new GenericTypeInfo(LogRecord.class);
    }
}
