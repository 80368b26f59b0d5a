package dev.parlando.offline.calls;

import dev.parlando.offline.synthesis.BodySource;
import dev.parlando.speech.AudioCodec;
import dev.parlando.speech.OutputFormat;

/** The form of a speech response: complete or streamed, as plain audio or as JSON with character times. */
enum SpeechEndpoint {
    /** The complete audio. */
    FILE("", false, false),
    /** Audio that is sent while it is generated. */
    STREAM("/stream", true, false),
    /** One JSON object with the complete audio. */
    TIMED_FILE("/with-timestamps", false, true),
    /** One line of JSON for each piece of audio, sent while the audio is generated. */
    TIMED_STREAM("/stream/with-timestamps", true, true);

    private final String pathSuffix;
    private final boolean streamed;
    private final boolean timed;

    SpeechEndpoint(String path, boolean streamed, boolean timed) {
        this.pathSuffix = path;
        this.streamed = streamed;
        this.timed = timed;
    }

    /** Returns the end of the request path that selects this form, after the voice id. */
    String pathSuffix() {
        return pathSuffix;
    }

    boolean isStreamed() {
        return streamed;
    }

    String contentType(OutputFormat format) {
        return timed ? "application/json" : audioType(format.codec());
    }

    private static String audioType(AudioCodec codec) {
        return switch (codec) {
            case MP3 -> "audio/mpeg";
            case PCM -> "audio/pcm";
            case WAV -> "audio/wav";
            case ULAW -> "audio/ulaw";
            case ALAW -> "audio/alaw";
            case OPUS -> "audio/opus";
            case OTHER -> "application/octet-stream";
        };
    }

    /** Returns a source of the body for encoded speech and its times. */
    BodySource open(BodySource speech, OutputFormat format, TimingFeed times) {
        if (!timed) {
            return streamed ? speech : new BufferedBodySource(speech, format);
        }
        return streamed
                ? new TimestampedStreamSource(speech, times)
                : new TimestampedFileSource(new BufferedBodySource(speech, format), times);
    }
}
