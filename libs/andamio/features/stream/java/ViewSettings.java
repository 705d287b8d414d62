package andamio.stream;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** What a view's stream computes, from the JSON that `flink_program.py` makes of the view's definition. */
final class ViewSettings {
    static final int NUMBER = 0;
    static final int TEXT = 1;
    static final int BOOLEAN = 2;

    static final int COUNT = 0;
    static final int MAX_TIME = 1;
    static final int NONNULL = 2;
    static final int SUM = 3;
    static final int SUMSQ = 4;
    static final int MIN = 5;
    static final int MAX = 6;
    static final int LAST = 7;
    static final int DISTINCT = 8;

    final String view;
    final String keyColumn;
    final long latenessMs;
    final long duplicateHorizonMs;
    final long cutoverMs;
    /** Events of files below this are not read. */
    final long startPosition;
    final int tilesInMemory;
    final int bundle;
    /** Ascending, each dividing the next. */
    final long[] hopsMs;

    final String[] columns;
    final int[] types;
    final Predicate[] predicates;

    /** What is kept of an event: a column's number, or the hash of its text. */
    final int[] measureColumns;
    final boolean[] measureHashed;

    /** Of a partial, in order. */
    final int[] kinds;
    /** The measure that a component is of; -1 for none. */
    final int[] measures;
    /** N of a distinct count. */
    final int[] atMost;

    ViewSettings(String json) throws IOException {
        Map root = parse(json);
        view = (String) root.get("view");
        keyColumn = (String) root.get("key_column");
        latenessMs = number(root.get("lateness_ms"));
        duplicateHorizonMs = number(root.get("duplicate_horizon_ms"));
        cutoverMs = number(root.get("cutover_ms"));
        startPosition = number(root.get("start_position"));
        tilesInMemory = (int) number(root.get("tiles_in_memory"));
        bundle = (int) number(root.get("bundle"));
        List hops = (List) root.get("hops_ms");
        hopsMs = new long[hops.size()];
        for (int i = 0; i < hopsMs.length; i++) {
            hopsMs[i] = number(hops.get(i));
        }
        List own = (List) root.get("columns");
        columns = new String[own.size()];
        types = new int[columns.length];
        Map numbers = new HashMap();
        for (int i = 0; i < columns.length; i++) {
            List column = (List) own.get(i);
            columns[i] = (String) column.get(0);
            types[i] = type((String) column.get(1));
            numbers.put(columns[i], Integer.valueOf(i));
        }
        List conditions = (List) root.get("predicates");
        predicates = new Predicate[conditions.size()];
        for (int i = 0; i < predicates.length; i++) {
            Map condition = (Map) conditions.get(i);
            int column = ((Integer) numbers.get(condition.get("column"))).intValue();
            predicates[i] = new Predicate(column, types[column], condition);
        }
        List components = (List) root.get("components");
        kinds = new int[components.size()];
        measures = new int[kinds.length];
        atMost = new int[kinds.length];
        int[] measureColumn = new int[kinds.length];
        boolean[] hashed = new boolean[kinds.length];
        int known = 0;
        for (int i = 0; i < kinds.length; i++) {
            Map component = (Map) components.get(i);
            kinds[i] = kind((String) component.get("kind"));
            atMost[i] = (int) number(component.get("at_most"));
            measures[i] = -1;
            if (component.get("column") != null) {
                int column = ((Integer) numbers.get(component.get("column"))).intValue();
                boolean hash = kinds[i] == DISTINCT;
                int measure = 0;
                while (measure < known && (measureColumn[measure] != column || hashed[measure] != hash)) {
                    measure++;
                }
                measureColumn[measure] = column;
                hashed[measure] = hash;
                known = Math.max(known, measure + 1);
                measures[i] = measure;
            }
        }
        measureColumns = new int[known];
        measureHashed = new boolean[known];
        System.arraycopy(measureColumn, 0, measureColumns, 0, known);
        System.arraycopy(hashed, 0, measureHashed, 0, known);
    }

    /** Whether an event contributes. */
    boolean counts(Delivery delivery) {
        if (delivery.deleted) {
            return false;
        }
        for (int i = 0; i < predicates.length; i++) {
            if (!predicates[i].holds(delivery)) {
                return false;
            }
        }
        return true;
    }

    static Map parse(String json) throws IOException {
        return (Map) new ObjectMapper().readValue(json, Map.class);
    }

    /** 0 for none. */
    static long number(Object value) {
        return value == null ? 0L : ((Number) value).longValue();
    }

    private static int type(String name) {
        if (name.equals("BIGINT")) {
            return NUMBER;
        }
        return name.equals("BOOLEAN") ? BOOLEAN : TEXT;
    }

    private static int kind(String name) {
        String[] names = {"count", "max_time", "nonnull", "sum", "sumsq", "min", "max", "last", "distinct"};
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("a component's kind is '" + name + "', which this operator does not know");
    }
}
