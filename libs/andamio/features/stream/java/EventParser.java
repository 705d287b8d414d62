package andamio.stream;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonParser;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonToken;

/**
 * The columns that a view needs, from an event's JSON in one pass.
 *
 * What a message may hold was checked at the producer's door; here a wrong one ends the job with a sentence that does not
 * quote it, because it holds an entity's key.
 */
final class EventParser {
    private static final int EVENT_ID = -1;
    private static final int TENANT = -2;
    private static final int EVENT_TIME = -3;
    private static final int SEQUENCE = -4;
    private static final int DELETED = -5;
    private static final int KNOWN_AT = -6;
    private static final int POSITION = -7;
    private static final String[] OWN = {
        "event_id", "tenant", "event_time_ms", "sequence", "deleted", "known_at_ms", "position"
    };

    private final JsonFactory factory = new JsonFactory();
    private final ViewSettings settings;
    /** Own columns by name, as negative numbers. */
    private final Map own = new HashMap();
    private final Map columns = new HashMap();
    private final Delivery delivery;
    private long lastPosition = -1;

    EventParser(ViewSettings settings) {
        this.settings = settings;
        delivery = new Delivery(settings.columns.length);
        for (int i = 0; i < OWN.length; i++) {
            own.put(OWN[i], Integer.valueOf(-1 - i));
        }
        for (int i = 0; i < settings.columns.length; i++) {
            columns.put(settings.columns[i], Integer.valueOf(i));
        }
    }

    /** The event of a record, valid until the next call. */
    Delivery parse(LogRecord record) throws IOException {
        try {
            return read(record);
        } catch (IOException error) {
            throw new IOException("an event of the log " + where(record) + " is not the JSON of one, or a column has another "
                + "type than its contract says (" + error.getClass().getSimpleName() + ")");
        }
    }

    private Delivery read(LogRecord record) throws IOException {
        Delivery d = delivery;
        d.eventId = null;
        d.tenant = null;
        d.key = null;
        for (int i = 0; i < d.present.length; i++) {
            d.present[i] = false;
            d.texts[i] = null;
        }
        boolean inFiles = record.partition == LogRecord.NO_PARTITION;
        d.partition = record.partition;
        d.position = record.position;
        d.knownAtMs = record.knownAtMs;
        int found = inFiles ? 0 : bit(KNOWN_AT) | bit(POSITION);
        JsonParser parser = factory.createParser(record.bytes, record.offset, record.length);
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException();
        }
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                parser.skipChildren();
                continue;
            }
            if (token == JsonToken.VALUE_NULL) {
                continue;
            }
            Integer field = (Integer) own.get(name);
            if (field != null) {
                found |= readOwn(field.intValue(), parser, inFiles);
            }
            if (name.equals(settings.keyColumn)) {
                d.key = parser.getText();
            }
            Integer column = (Integer) columns.get(name);
            if (column != null) {
                readColumn(column.intValue(), parser);
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException();
        }
        parser.close();
        requireAll(found, record);
        lastPosition = d.position;
        return d;
    }

    private int readOwn(int field, JsonParser parser, boolean inFiles) throws IOException {
        Delivery d = delivery;
        switch (field) {
            case EVENT_ID:
                d.eventId = parser.getText();
                break;
            case TENANT:
                d.tenant = parser.getText();
                break;
            case EVENT_TIME:
                d.eventTimeMs = number(parser);
                break;
            case SEQUENCE:
                d.sequence = number(parser);
                break;
            case DELETED:
                d.deleted = truth(parser);
                break;
            case KNOWN_AT:
                // Of Kafka it is the broker's time, whatever the producer claims.
                if (inFiles) {
                    d.knownAtMs = number(parser);
                }
                break;
            default:
                if (inFiles) {
                    d.position = number(parser);
                }
        }
        return bit(field);
    }

    private void readColumn(int column, JsonParser parser) throws IOException {
        delivery.present[column] = true;
        switch (settings.types[column]) {
            case ViewSettings.NUMBER:
                delivery.numbers[column] = number(parser);
                break;
            case ViewSettings.BOOLEAN:
                delivery.numbers[column] = truth(parser) ? 1L : 0L;
                break;
            default:
                // A number is taken as the text that it is.
                delivery.texts[column] = parser.getText();
        }
    }

    private static long number(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return parser.getLongValue();
        }
        try {
            return Long.parseLong(parser.getText().trim());
        } catch (NumberFormatException error) {
            throw new IOException();
        }
    }

    private static boolean truth(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_TRUE) {
            return true;
        }
        if (parser.currentToken() == JsonToken.VALUE_FALSE) {
            return false;
        }
        return Boolean.parseBoolean(parser.getText().trim());
    }

    private void requireAll(int found, LogRecord record) throws IOException {
        for (int i = 0; i < OWN.length; i++) {
            if ((found & bit(-1 - i)) == 0) {
                throw new IllegalStateException("an event of the log " + where(record) + " has no '" + OWN[i] + "'");
            }
        }
        if (delivery.key == null) {
            throw new IllegalStateException("an event of the log " + where(record) + " has no '" + settings.keyColumn + "'");
        }
    }

    private static int bit(int field) {
        return 1 << -field;
    }

    private String where(LogRecord record) {
        if (record.partition == LogRecord.NO_PARTITION) {
            return "after position " + lastPosition;
        }
        return "at position " + record.position + " of partition " + record.partition;
    }
}
