package dev.parlando.command;

import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The conversion of numbers in options, whose errors do not name the types of Java. There are no lambdas here: with them,
 * JDK 17 ended with an error while it archived the classes of the command.
 */
final class NumberConverters {
    private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]+");

    private NumberConverters() {}

    /** Uses the conversions for the options of a command and its verbs. */
    static void register(CommandLine command) {
        command.registerConverter(int.class, new IntConverter());
        command.registerConverter(Integer.class, new IntConverter());
        command.registerConverter(long.class, new LongConverter());
        command.registerConverter(Long.class, new LongConverter());
        command.registerConverter(double.class, new DoubleConverter());
        command.registerConverter(Double.class, new DoubleConverter());
    }

    private static TypeConversionException notWhole(String value) {
        boolean digits = DIGITS.matcher(value).matches();
        return new TypeConversionException("'" + value + "' is " + (digits ? "too large" : "not a whole number"));
    }

    private static final class IntConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            try {
                return Integer.valueOf(value);
            } catch (NumberFormatException e) {
                throw notWhole(value);
            }
        }
    }

    private static final class LongConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            try {
                return Long.valueOf(value);
            } catch (NumberFormatException e) {
                throw notWhole(value);
            }
        }
    }

    private static final class DoubleConverter implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            try {
                double number = Double.parseDouble(value);
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException notNumber) {
                // Reported below.
            }
            throw new TypeConversionException("'" + value + "' is not a number");
        }
    }
}
