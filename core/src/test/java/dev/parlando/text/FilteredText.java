package dev.parlando.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A text after a filter, with all decisions. */
record FilteredText(String spoken, List<TextRun> runs) {
    static FilteredText of(TextFilter filter, String written) {
        return of(filter, List.of(written));
    }

    static FilteredText of(TextFilter filter, List<String> tokens) {
        SpokenText text = new SpokenText(filter);
        StringBuilder spoken = new StringBuilder();
        for (String token : tokens) {
            text.append(token);
            spoken.append(text.takeSpoken());
        }
        text.end();
        spoken.append(text.takeSpoken());
        return new FilteredText(spoken.toString(), List.copyOf(text.runs()));
    }

    /** Divides a text into random tokens, also within surrogate pairs. */
    static List<String> tokens(String written, int longest, Random random) {
        List<String> tokens = new ArrayList<>();
        int from = 0;
        while (from < written.length()) {
            int to = Math.min(written.length(), from + 1 + random.nextInt(longest));
            tokens.add(written.substring(from, to));
            from = to;
        }
        return tokens;
    }
}
