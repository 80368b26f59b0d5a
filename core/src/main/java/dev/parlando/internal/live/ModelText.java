package dev.parlando.internal.live;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Properties of the models that concern long and divided texts. Source: documentation of the service. Stateless. */
public final class ModelText {
    /** The longest text before a request that is sent with it. */
    private static final int MAX_PREVIOUS_CHARACTERS = 500;

    private static final Pattern V3_OR_V4 = Pattern.compile("eleven_v[34]\\b.*|eleven_v[34]_.*");
    private static final Pattern LETTER_OR_NUMBER = Pattern.compile("[\\p{L}\\p{N}]");

    private ModelText() {}

    /** Returns whether a request may name the neighbouring texts or requests. */
    public static boolean acceptsContext(@Nullable String modelId) {
        return !isV3OrV4(modelId);
    }

    private static boolean isV3OrV4(@Nullable String modelId) {
        return modelId != null && V3_OR_V4.matcher(modelId).matches();
    }

    /**
     * Returns whether a text has anything to speak. The models v3 and v4 refuse a text of marks and emoji only
     * ({@code input_text_empty}); the others speak nothing in a blank text only.
     */
    public static boolean hasSpeech(String text, @Nullable String modelId) {
        return isV3OrV4(modelId) ? LETTER_OR_NUMBER.matcher(text).find() : !text.isBlank();
    }

    /** Returns the end of the text before a request that is sent with it, without half of a surrogate pair. */
    public static String endOfPrevious(String text) {
        int from = Math.max(0, text.length() - MAX_PREVIOUS_CHARACTERS);
        boolean withinPair = from > 0 && Character.isLowSurrogate(text.charAt(from));
        return text.substring(withinPair ? from + 1 : from);
    }

    /**
     * Returns the maximum number of code points in one request. The text for an unknown model is not limited, so that the
     * service decides.
     *
     * @param modelId the model, or null for the default model of the service
     */
    public static int maxCodePoints(@Nullable String modelId) {
        return switch (modelId == null ? "eleven_multilingual_v2" : modelId) {
            case "eleven_flash_v2_5", "eleven_turbo_v2_5" -> 40_000;
            case "eleven_flash_v2", "eleven_turbo_v2" -> 30_000;
            case "eleven_multilingual_v2", "eleven_v4", "eleven_v4_turbo" -> 10_000;
            case "eleven_v3", "eleven_v3_conversational" -> 5_000;
            default -> Integer.MAX_VALUE;
        };
    }
}
