package dev.parlando.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A converter of texts in error bodies, which may be anything, to short lines without markup. Stateless.
 *
 * <p>Cost: linear in the length of the text, of which at most {@value #MAX_INPUT_CHARS} characters are read.
 */
final class ErrorText {
    /** Limit on the length of a line, without the ellipsis. */
    static final int MAX_LINE_CHARS = 500;

    private static final int MAX_INPUT_CHARS = 64 * 1024;
    /** A body is binary if more than one of this number of characters cannot be printed. */
    private static final int CHARS_PER_UNPRINTABLE = 8;

    private static final Pattern HIDDEN =
            Pattern.compile("(?is)<!--.*?(?:-->|$)|<(script|style|svg)\\b.*?(?:</\\1\\b[^<>]*+>?|$)");
    private static final Pattern TITLE = Pattern.compile("(?i)<title\\b[^<>]*+>([^<]*+)(?:</title[^<>]*+>?)?");
    private static final Pattern TAG = Pattern.compile("<[/!?a-zA-Z][^<>]*+>?");
    /** Tags of HTML, but not those of speech markup, which a message about the text may name. */
    private static final Pattern HTML_TAG = Pattern.compile("(?i)</?(?:html|head|body|title|meta|link|h[1-6]|p|div|span"
            + "|br|hr|a|b|i|u|em|strong|small|center|pre|code|font|ul|ol|li|table|tbody|tr|th|td|img|form|input|button"
            + "|iframe|section|header|footer)\\b[^<>]*+>?|<!doctype[^<>]*+>?");

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Z}\\s\\x{FFFD}]+");

    private ErrorText() {}

    /** Returns the characters of a body that is not JSON, up to the limit. */
    static String decode(byte[] body) {
        return new String(body, 0, Math.min(body.length, MAX_INPUT_CHARS), StandardCharsets.UTF_8).strip();
    }

    /** Returns a text within JSON as one line without HTML; null if nothing remains. */
    static @Nullable String line(@Nullable String text, UnaryOperator<String> redaction) {
        if (text == null) {
            return null;
        }
        String start = text.length() <= MAX_INPUT_CHARS ? text : text.substring(0, MAX_INPUT_CHARS);
        // Secrets are redacted first, since a truncated secret would not be recognized.
        String visible = HIDDEN.matcher(redaction.apply(start)).replaceAll(" ");
        return shorten(HTML_TAG.matcher(visible).replaceAll(" "));
    }

    /** Returns a body that is plain text, HTML or XML as one line; null if it is empty or binary. */
    static @Nullable String page(String body, UnaryOperator<String> redaction) {
        if (isBinary(body)) {
            return null;
        }
        String visible = redaction.apply(body);
        if (!visible.startsWith("<")) {
            return line(visible, UnaryOperator.identity());
        }
        visible = HIDDEN.matcher(visible).replaceAll(" ");
        Matcher matcher = TITLE.matcher(visible);
        String title = matcher.find() ? shorten(matcher.group(1)) : null;
        String content = shorten(TAG.matcher(matcher.replaceAll(" ")).replaceAll(" "));
        if (title == null || content == null) {
            return title == null ? content : title;
        }
        boolean repeated = content.toLowerCase(Locale.ROOT).startsWith(title.toLowerCase(Locale.ROOT));
        return repeated ? content : shorten(title + ": " + content);
    }

    private static boolean isBinary(String text) {
        long unprintable = text.chars()
                .filter(c -> c == '\uFFFD' || (Character.isISOControl(c) && !Character.isWhitespace(c)))
                .count();
        return unprintable > text.length() / CHARS_PER_UNPRINTABLE;
    }

    private static @Nullable String shorten(String text) {
        String line = UNPRINTABLE.matcher(unescape(text)).replaceAll(" ").strip();
        if (line.isEmpty()) {
            return null;
        }
        if (line.length() <= MAX_LINE_CHARS) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(MAX_LINE_CHARS - 1)) ? MAX_LINE_CHARS - 1 : MAX_LINE_CHARS;
        return line.substring(0, end) + "…";
    }

    /** Replaces the common character references, except those of angle brackets, which would be markup again. */
    private static String unescape(String text) {
        return text.indexOf('&') < 0
                ? text
                : text.replace("&nbsp;", " ")
                        .replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&apos;", "'")
                        .replace("&amp;", "&");
    }
}
