package andamio.stream;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.legacy.StreamingFileSink;

/** The job: of each view one chain of source, operator and sink, whose state goes by the view's id. */
public final class StreamJob {
    private StreamJob() {}

    /** Add a view to the job. */
    public static void add(StreamExecutionEnvironment environment, String json) throws Exception {
        Map settings = ViewSettings.parse(json);
        String view = (String) settings.get("view");
        DataStream messages = environment.fromSource(
            source((Map) settings.get("source")), WatermarkStrategy.noWatermarks(), "events of " + view,
            new GenericTypeInfo(LogRecord.class));
        ((SingleOutputStreamOperator) messages).uid("events of " + view);
        // In one task, so what goes from one to the next is never serialized. Keys are set by the operator itself.
        KeyedStream keyed = DataStreamUtils.reinterpretAsKeyedStream(messages, new NoKey(), Types.STRING);
        SingleOutputStreamOperator lines =
            keyed.transform("tiles of " + view, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO, new TileOperator(json));
        lines.uid("tiles of " + view);
        StreamingFileSink.DefaultBulkFormatBuilder sink =
            StreamingFileSink.forBulkFormat(new Path((String) settings.get("sink")), new ChunkWriter.Factory());
        sink.withBucketAssigner(new BasePathBucketAssigner());
        sink.withOutputFileConfig(new OutputFileConfig("part-" + UUID.randomUUID().toString(), ""));
        lines.addSink(sink.build()).name("tile log of " + view).uid("tile log of " + view);
    }

    private static Source source(Map settings) throws Exception {
        if (settings.get("kind").equals("kafka")) {
            // By name, since it is compiled only where the connector is at hand.
            Class kafka = Class.forName("andamio.stream.KafkaMessages", true, StreamJob.class.getClassLoader());
            return (Source) kafka.getMethod("source", new Class[] {Map.class}).invoke(null, new Object[] {settings});
        }
        Path[] folders = {new Path((String) settings.get("uri"))};
        FileSource.FileSourceBuilder builder = FileSource.forRecordStreamFormat(new LogLines(), folders);
        if (settings.get("monitor_interval_ms") != null) {
            builder.monitorContinuously(Duration.ofMillis(ViewSettings.number(settings.get("monitor_interval_ms"))));
        }
        return (Source) builder.build();
    }

    /** Stands for the keys that the operator sets itself. */
    public static final class NoKey implements KeySelector {
        public Object getKey(Object record) {
            return "";
        }
    }
}
