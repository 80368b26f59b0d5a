package dev.parlando.speech;

import dev.parlando.error.InvalidRequestException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Validation of the extra headers of a request, so that an error is reported before anything is sent.
 *
 * <p>Source: RFC 9110, sections 5.1, 5.5 and 7.6.1, and RFC 9113, section 8.2.2. No message repeats a value, which may
 * be a secret. Stateless.
 */
final class HeaderRules {
    private static final int MAX_HEADERS = 32;
    private static final int MAX_BYTES = 8 * 1024;
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("(?:[!-~](?:[ -~]*[!-~])?)?");

    /** Headers that the engine sets, or whose effect on the response it does not support. */
    private static final Set<String> OF_ENGINE = Set.of(
            "xi-api-key",
            "host",
            "content-type",
            "content-length",
            "content-encoding",
            "accept",
            "accept-encoding",
            "user-agent",
            "expect",
            "range");

    /** Headers that concern one connection, and that HTTP/2 does not have. */
    private static final Set<String> OF_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authorization",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "te",
            "trailer");

    private HeaderRules() {}

    /** Returns the name in lower case. */
    static String checkName(String name) {
        if (name.startsWith(":")) {
            throw refused(name, "is a pseudo-header, which the engine sets; leave it out");
        }
        if (!NAME.matcher(name).matches()) {
            throw refused(name, "is not a name of a header; use letters, digits and '-', such as traceparent");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (OF_ENGINE.contains(lower)) {
            throw refused(name, "is set by the engine; leave it out");
        }
        if (OF_CONNECTION.contains(lower)) {
            throw refused(name, "concerns one connection, not the request; leave it out");
        }
        return lower;
    }

    static String checkValue(String name, String value) {
        if (!VALUE.matcher(value).matches()) {
            throw refused(
                    name,
                    "has a value with a line break, another character that is not visible ASCII, or a space at its"
                            + " start or end; encode it, for example in percent encoding");
        }
        return value;
    }

    static void checkSize(Map<String, String> headers) {
        int bytes = headers.entrySet().stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length())
                .sum();
        if (headers.size() > MAX_HEADERS || bytes > MAX_BYTES) {
            throw new InvalidRequestException(
                    "headers",
                    headers.size() + " with " + bytes + " bytes are more than " + MAX_HEADERS + " with " + MAX_BYTES
                            + " bytes; leave some out");
        }
    }

    private static InvalidRequestException refused(String name, String problem) {
        return new InvalidRequestException("headers", "'" + name + "' " + problem);
    }
}
