package dev.parlando.internal.json;

import java.nio.charset.StandardCharsets;

/**
 * The classes that parse timestamps and errors, and write messages, on threads that streams share. A caller loads them
 * before, since that may take a second on a slow machine.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class JsonClasses {
    private static final String SAMPLE =
            "{\"alignment\":{\"characters\":[\"a\"],\"character_start_times_seconds\":[0.5],"
                    + "\"character_end_times_seconds\":[1e0]},\"voice_segments\":[{\"voice_id\":\"a\",\"dialogue_input_index\":0,"
                    + "\"start_time_seconds\":0.5,\"end_time_seconds\":1,\"character_start_index\":0,\"character_end_index\":1}],"
                    + "\"error\":{\"status\":\"a\",\"message\":\"b\"},\"final\":true,\"cost\":null}";

    static {
        try {
            parse(SAMPLE.getBytes(StandardCharsets.UTF_8));
        } catch (Throwable missing) { // Such as a NoClassDefFoundError, which a response with JSON will report.
        }
    }

    private JsonClasses() {}

    private static void parse(byte[] sample) {
        TimingJson json = TimingJson.read(sample, sample.length);
        if (json != null) {
            json.error(ErrorRedaction.ofSpeech(null, LiveMessageJson.speechText("a", null)));
            json.timing();
        }
    }

    /** Loads the classes, on the first call. */
    public static void load() {
        // The static initializer has done it.
    }
}
