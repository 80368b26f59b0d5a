package dev.parlando.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.Redaction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The removal of secrets from an error body, which may repeat parts of the request. Immutable.
 *
 * <p>It removes the key of the request, other keys and tokens that {@link Redaction} recognizes, and the text to be
 * spoken. A text of less than {@value #MIN_TEXT_CHARS} characters stays, since it would match unrelated words.
 *
 * <p>Cost: reads the request body only when it is applied.
 */
public final class ErrorRedaction implements UnaryOperator<String> {
    /** Redacts secrets that are recognized by their name or prefix. */
    public static final ErrorRedaction BY_CONTEXT = new ErrorRedaction(null, new byte[0]);

    private static final int MIN_TEXT_CHARS = 8;
    private static final String REPLACEMENT = "[text]";

    private final @Nullable ApiKey key;
    private final byte[] requestBody;

    private ErrorRedaction(@Nullable ApiKey key, byte[] requestBody) {
        this.key = key;
        this.requestBody = requestBody;
    }

    /** Returns the redaction for a request without a text. */
    public static ErrorRedaction of(@Nullable ApiKey key) {
        return new ErrorRedaction(key, BY_CONTEXT.requestBody);
    }

    /** Returns the redaction for a create-speech request with this JSON body. */
    public static ErrorRedaction ofSpeech(@Nullable ApiKey key, byte[] requestBody) {
        return new ErrorRedaction(key, requestBody);
    }

    @Nullable
    ApiKey key() {
        return key;
    }

    @Override
    public String apply(String message) {
        String clean = (key == null ? Redaction.BY_CONTEXT : Redaction.of(key)).apply(message);
        JsonNode spoken = ResponseJson.parse(requestBody).path("text");
        return spoken.isTextual() ? withoutText(clean, spoken.textValue()) : clean;
    }

    /** Removes the text, and the start of it at the end of a message that was cut off. */
    private static String withoutText(String message, String spoken) {
        if (spoken.length() < MIN_TEXT_CHARS) {
            return message;
        }
        String clean = message.replace(spoken, REPLACEMENT);
        int longest = Math.min(clean.length(), spoken.length() - 1);
        for (int length = longest; length >= MIN_TEXT_CHARS; length--) {
            if (clean.regionMatches(clean.length() - length, spoken, 0, length)) {
                return clean.substring(0, clean.length() - length) + REPLACEMENT;
            }
        }
        return clean;
    }
}
