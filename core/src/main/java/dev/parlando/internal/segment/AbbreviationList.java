package dev.parlando.internal.segment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One list of the resource: abbreviations of a kind in a language.
 *
 * @param name the kind: {@code cldr}, {@code title}, {@code number}, {@code end}, {@code ordinal} or {@code word}
 * @param language the code of the language; empty for the words that are no abbreviations without a language
 * @param entries the abbreviations as written, where an underscore is a blank
 */
record AbbreviationList(String name, String language, List<String> entries) {
    private static final String RESOURCE = "abbreviations.txt";

    /** Returns all lists. A later list overrides an earlier one. */
    static List<AbbreviationList> all() {
        return Holder.LISTS;
    }

    /** Returns whether the list is used for a language; all lists are used if the language is empty. */
    boolean appliesTo(String code) {
        return code.isEmpty() || language.equals(code);
    }

    boolean isOrdinal() {
        return name.equals("ordinal");
    }

    /** Adds the entries, or removes them if they are plain words. */
    void addTo(Map<String, AbbreviationKind> target) {
        for (String entry : entries) {
            for (String part : entry.split("_", -1)) {
                addPart(part, target);
            }
        }
    }

    private void addPart(String part, Map<String, AbbreviationKind> target) {
        if (name.equals("word")) {
            target.remove(part);
        } else if (isOrdinal()) {
            target.put(part, AbbreviationKind.ALWAYS);
        } else if (part.endsWith(".")) {
            String word = part.substring(0, part.length() - 1);
            target.put(word, kind());
            target.putIfAbsent(Character.toUpperCase(word.charAt(0)) + word.substring(1), kind());
        }
    }

    private AbbreviationKind kind() {
        return switch (name) {
            case "number" -> AbbreviationKind.BEFORE_NUMBER;
            case "end" -> AbbreviationKind.MAY_END;
            default -> AbbreviationKind.ALWAYS;
        };
    }

    private static List<AbbreviationList> read() {
        List<AbbreviationList> lists = new ArrayList<>();
        InputStream resource = Objects.requireNonNull(AbbreviationList.class.getResourceAsStream(RESOURCE), RESOURCE);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                readLine(line, lists);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(lists);
    }

    private static void readLine(String line, List<AbbreviationList> lists) {
        if (line.startsWith("[")) {
            String[] names = line.substring(1, line.indexOf(']')).split(" ", -1);
            lists.add(new AbbreviationList(names[0], names.length > 1 ? names[1] : "", new ArrayList<>()));
        } else if (!line.isBlank() && !line.startsWith("#")) {
            lists.get(lists.size() - 1).entries().addAll(List.of(line.trim().split(" ", -1)));
        }
    }

    private static final class Holder {
        private static final List<AbbreviationList> LISTS = read();
    }
}
