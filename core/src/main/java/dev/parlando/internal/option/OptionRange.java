package dev.parlando.internal.option;

import dev.parlando.error.InvalidRequestException;

/** Validation of a value against the range of its option. Stateless. */
public final class OptionRange {
    private OptionRange() {}

    /**
     * Rejects a value outside a range; NaN is above every range.
     *
     * @throws InvalidRequestException with the option, the value and the range
     */
    public static <T extends Comparable<T>> void checkRange(String option, T value, T min, T max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new InvalidRequestException(option, value + " is outside " + min + " to " + max);
        }
    }
}
