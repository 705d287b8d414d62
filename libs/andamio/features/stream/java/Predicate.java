package andamio.stream;

import java.util.List;
import java.util.Map;

/** One condition on a column, as `definition.Predicate`; a null never satisfies it. */
final class Predicate {
    private final int column;
    private final boolean text;
    private final String operator;
    private final String[] texts;
    private final long[] numbers;

    Predicate(int column, int type, Map condition) {
        this.column = column;
        this.text = type == ViewSettings.TEXT;
        this.operator = (String) condition.get("operator");
        List values = (List) condition.get("values");
        texts = new String[values.size()];
        numbers = new long[texts.length];
        for (int i = 0; i < texts.length; i++) {
            Object value = values.get(i);
            texts[i] = value.toString();
            if (value instanceof Boolean) {
                numbers[i] = ((Boolean) value).booleanValue() ? 1L : 0L;
            } else if (value instanceof Number) {
                numbers[i] = ((Number) value).longValue();
            }
        }
    }

    boolean holds(Delivery delivery) {
        if (!delivery.present[column]) {
            return false;
        }
        if (operator.equals("in")) {
            for (int i = 0; i < texts.length; i++) {
                if (compare(delivery, i) == 0) {
                    return true;
                }
            }
            return false;
        }
        int order = compare(delivery, 0);
        if (operator.equals("equals")) {
            return order == 0;
        }
        if (operator.equals("not_equals")) {
            return order != 0;
        }
        return operator.equals("at_least") ? order >= 0 : order <= 0;
    }

    private int compare(Delivery delivery, int value) {
        if (text) {
            return TextOrder.compare(delivery.texts[column], texts[value]);
        }
        return Long.compare(delivery.numbers[column], numbers[value]);
    }
}
