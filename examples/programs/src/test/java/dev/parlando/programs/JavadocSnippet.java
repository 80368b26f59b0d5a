package dev.parlando.programs;

import dev.parlando.programs.SourceCompiler.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A block of code in a doc comment.
 *
 * @param file the path of the file below the folder of the repository
 * @param line the line of {@code <pre>}, from 1
 * @param code the lines after it, without the asterisks of the comment
 */
record JavadocSnippet(String file, int line, List<String> code) {
    private static final String OPENING = "<pre>{@code";
    private static final Pattern OPENING_LINE = Pattern.compile("(?m)^\\s*\\* <pre>\\{@code$");
    private static final Pattern CLOSING = Pattern.compile("\\}\\s*</pre>");
    private static final Pattern COMMENT_PREFIX = Pattern.compile("^\\s*\\* ?");
    private static final List<String> JDK_IMPORTS = List.of(
            "java.io.*",
            "java.net.URI",
            "java.nio.*",
            "java.nio.file.*",
            "java.time.*",
            "java.util.*",
            "java.util.concurrent.*");
    private static final String MEMBERS = "SpeechEngine engine; SpeechPlayer player; SpeechRequest request; ";

    /**
     * Returns the snippets of a file.
     *
     * @throws IllegalArgumentException if Javadoc would end a snippet at another place than its last line
     */
    static List<JavadocSnippet> findAll(Path root, Path file, String text) {
        String name = root.relativize(file).toString().replace('\\', '/');
        List<JavadocSnippet> snippets = new ArrayList<>();
        Matcher opening = OPENING_LINE.matcher(text);
        while (opening.find()) {
            int line = (int) text.substring(0, opening.end()).lines().count();
            int end = endOfTag(text, opening.end());
            if (end < 0 || !CLOSING.matcher(text).region(end, text.length()).lookingAt()) {
                throw new IllegalArgumentException(name + ":" + line + ": the braces are not balanced");
            }
            snippets.add(new JavadocSnippet(name, line, withoutAsterisks(text.substring(opening.end() + 1, end))));
        }
        if (snippets.size() != text.split(Pattern.quote(OPENING), -1).length - 1) {
            throw new IllegalArgumentException(name + ": " + OPENING + " is not alone on its line");
        }
        return snippets;
    }

    /** Returns the index of the brace at which Javadoc ends the tag, or -1. */
    private static int endOfTag(String text, int start) {
        int depth = 1;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> withoutAsterisks(String comment) {
        List<String> lines = comment.lines()
                .map(line -> COMMENT_PREFIX.matcher(line).replaceFirst(""))
                .collect(Collectors.toList());
        return lines.subList(0, lines.size() - 1); // the last line has the brace that ends the tag
    }

    /**
     * Returns a class in which the code is the body of a method. If the code starts with imports, the rest of it is
     * the body of the class. Each line has the same number as in the file.
     */
    Source toSource(String className, List<String> packages) {
        boolean isClassBody = code.get(0).startsWith("import ");
        int imports = isClassBody
                ? (int) code.stream().takeWhile(JavadocSnippet::isImport).count()
                : 0;
        StringBuilder text = new StringBuilder("\n".repeat(line - 1));
        JDK_IMPORTS.forEach(name -> text.append("import ").append(name).append("; "));
        packages.forEach(name -> text.append("import ").append(name).append(".*; "));
        code.subList(0, imports).forEach(row -> text.append('\n').append(row));
        text.append(isClassBody ? "\n" : "");
        text.append("class ").append(className).append(" { ").append(MEMBERS);
        text.append(isClassBody ? "" : "void snippet() throws Exception {\n");
        text.append(String.join("\n", code.subList(imports, code.size())));
        return new Source(
                file, className, text.append(isClassBody ? "\n}" : "\n}}").toString());
    }

    private static boolean isImport(String row) {
        return row.isBlank() || row.startsWith("import ");
    }
}
