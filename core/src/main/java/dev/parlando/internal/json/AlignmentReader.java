package dev.parlando.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parlando.transcript.Alignment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The lists of one alignment, by the names of responses over HTTP and of both WebSockets. They are read token by token, since a tree of them would be the largest garbage of a response. A
 * character that is not text is empty. A time that is not a finite number is NaN. Confined to one thread.
 */
final class AlignmentReader {
    private static final double[] NONE = {};
    private static final String[] ASCII = asciiTexts();
    private static final int MAX_EXACT_DIGITS = 15;
    private static final double[] POWERS_OF_TEN = powersOfTen();

    private List<String> characters = List.of();
    private double[] starts = NONE;
    private double[] ends = NONE;
    private double[] durations = NONE;

    /** Reads the object that the parser is at, including its end. */
    AlignmentReader(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            boolean list = json.nextToken() == JsonToken.START_ARRAY;
            switch (name) {
                case "characters", "chars" -> characters = list ? texts(json) : List.of();
                case "character_start_times_seconds" -> starts = list ? numbers(json) : NONE;
                case "character_end_times_seconds" -> ends = list ? numbers(json) : NONE;
                case "charStartTimesMs", "charsStartTimesMs", "char_start_times_ms" ->
                    starts = list ? inSeconds(numbers(json)) : NONE;
                case "charDurationsMs", "charsDurationsMs", "char_durations_ms" ->
                    durations = list ? inSeconds(numbers(json)) : NONE;
                default -> {}
            }
            json.skipChildren(); // Of any other value; at the end of a list it does nothing.
        }
        if (ends.length == 0) {
            ends = new double[Math.min(starts.length, durations.length)];
            Arrays.setAll(ends, index -> starts[index] + durations[index]);
        }
    }

    private static List<String> texts(JsonParser json) throws IOException {
        List<String> texts = new ArrayList<>();
        JsonToken token = json.nextToken();
        while (token != JsonToken.END_ARRAY) {
            texts.add(token == JsonToken.VALUE_STRING ? text(json) : "");
            json.skipChildren();
            token = json.nextToken();
        }
        return texts;
    }

    private static String text(JsonParser json) throws IOException {
        if (json.getTextLength() == 1) {
            char character = json.getTextCharacters()[json.getTextOffset()];
            return character < ASCII.length ? ASCII[character] : json.getText();
        }
        return json.getText();
    }

    private static double[] inSeconds(double[] millis) {
        Arrays.setAll(millis, index -> millis[index] / 1000);
        return millis;
    }

    private double[] numbers(JsonParser json) throws IOException {
        double[] seconds = new double[characters.size()];
        int count = 0;
        JsonToken token = json.nextToken();
        while (token != JsonToken.END_ARRAY) {
            if (count == seconds.length) {
                seconds = Arrays.copyOf(seconds, 2 * count + 1);
            }
            double value = token.isNumeric() ? number(json) : Double.NaN;
            seconds[count++] = Double.isFinite(value) ? value : Double.NaN;
            json.skipChildren();
            token = json.nextToken();
        }
        return Arrays.copyOf(seconds, count);
    }

    /**
     * Returns the number that the parser is at. One of at most 15 digits, as all times are, is divided by a power of
     * ten. Both are exact, so the quotient is the nearest number, without the garbage of a general conversion.
     *
     * <p>Source: W. Clinger, "How to Read Floating Point Numbers Accurately", 1990.
     */
    private static double number(JsonParser json) throws IOException {
        char[] text = json.getTextCharacters();
        int from = json.getTextOffset();
        int length = json.getTextLength();
        long digits = 0;
        int point = length - 1;
        for (int i = 0; i < length; i++) {
            char character = text[from + i];
            if (character == '.') {
                point = i;
            } else if (character >= '0' && character <= '9' && length <= MAX_EXACT_DIGITS) {
                digits = 10 * digits + character - '0';
            } else {
                return json.getDoubleValue();
            }
        }
        return digits / POWERS_OF_TEN[length - 1 - point];
    }

    private static double[] powersOfTen() {
        double[] powers = new double[MAX_EXACT_DIGITS];
        Arrays.setAll(powers, exponent -> Double.parseDouble("1e" + exponent));
        return powers;
    }

    private static String[] asciiTexts() {
        String[] texts = new String[128];
        Arrays.setAll(texts, Character::toString);
        return texts;
    }

    /** Returns whether times are missing. */
    boolean isDamaged() {
        return starts.length != characters.size()
                || ends.length != characters.size()
                || times().anyMatch(Double::isNaN);
    }

    private DoubleStream times() {
        return DoubleStream.concat(Arrays.stream(starts), Arrays.stream(ends));
    }

    /**
     * Returns an alignment with one time for each character, where missing ones are taken from the adjacent characters.
     * Returns null if there are characters but no times.
     */
    @Nullable
    Alignment alignment() {
        double now = times().filter(Double::isFinite).findFirst().orElse(Double.NaN);
        if (Double.isNaN(now) && !characters.isEmpty()) {
            return null;
        }
        double[] from = new double[characters.size()];
        double[] to = new double[characters.size()];
        for (int i = 0; i < from.length; i++) {
            from[i] = present(starts, i, now);
            to[i] = present(ends, i, present(starts, i + 1, from[i]));
            now = to[i];
        }
        return new Alignment(characters, from, to);
    }

    private static double present(double[] seconds, int index, double otherwise) {
        return index < seconds.length && Double.isFinite(seconds[index]) ? seconds[index] : otherwise;
    }
}
