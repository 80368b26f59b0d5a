package dev.parlando.offline;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.offline.load.AnswerFault;
import dev.parlando.offline.script.AnswerContent;
import dev.parlando.offline.script.AnswerPlan;
import dev.parlando.offline.script.SampleSupplier;
import dev.parlando.offline.script.WavSamples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A scripted answer of the {@link OfflineVoiceServer} to one speech request over HTTP: a content, with delays and a
 * fault on demand.
 *
 * <p>Samples and tones are encoded in the format of the request. An answer to a request with timestamps gives each
 * character the same time, except that the offline voice measures them. Delays run on the clock of the server and replace
 * its pace. Immutable.
 */
public final class SpeechAnswer {
    private static final double TONE_HERTZ = 440;
    private static final String CONTENT_TYPE = "content-type";

    private final AnswerPlan plan;

    private SpeechAnswer(AnswerPlan plan) {
        this.plan = plan;
    }

    private static SpeechAnswer of(AnswerContent content) {
        return new SpeechAnswer(AnswerPlan.of(content));
    }

    AnswerPlan plan() {
        return plan;
    }

    /** Returns an answer with the speech of the offline voice. */
    public static SpeechAnswer offlineVoice() {
        return of(AnswerContent.OFFLINE_VOICE);
    }

    /** Returns an answer with a tone of 440 Hz. */
    public static SpeechAnswer tone(Duration length) {
        return of(new AnswerContent.Sound(SampleSupplier.tone(requireLength(length), TONE_HERTZ)));
    }

    /** Returns an answer with silence. */
    public static SpeechAnswer silence(Duration length) {
        return of(new AnswerContent.Sound(SampleSupplier.silence(requireLength(length))));
    }

    private static Duration requireLength(Duration length) {
        return requireDelay("length", length);
    }

    /**
     * Returns an answer with recorded sound, resampled to the rate of the format.
     *
     * @param mono the samples of one channel
     * @param rateHz their sample rate
     */
    public static SpeechAnswer samples(short[] mono, int rateHz) {
        if (rateHz <= 0) {
            throw new InvalidRequestException("rate_hz", rateHz + " is less than 1");
        }
        return of(new AnswerContent.Sound(SampleSupplier.recorded(mono.clone(), rateHz)));
    }

    /**
     * Returns an answer with the sound of a WAV file: 16-bit PCM, of which several channels become one.
     *
     * @throws InvalidRequestException if the file cannot be read, or has other samples
     */
    public static SpeechAnswer wav(Path file) {
        return of(new AnswerContent.Sound(WavSamples.read(file)));
    }

    /**
     * Returns an answer with encoded audio, which is sent as it is. Its format should be that of the request, unless the
     * test is about a wrong one.
     */
    public static SpeechAnswer audio(byte[] encoded) {
        return of(new AnswerContent.Encoded(encoded.clone()));
    }

    /** Returns an answer with a successful status and no audio. */
    public static SpeechAnswer noAudio() {
        return of(new AnswerContent.Encoded(new byte[0]));
    }

    /** Returns an answer with which the service refuses a request. */
    public static SpeechAnswer refusal(ServiceRefusal refusal) {
        return new SpeechAnswer(refusal.plan());
    }

    /**
     * Returns an answer with any status and body, such as the HTML page of a gateway.
     *
     * @param status HTTP status, 200 to 599
     * @param contentType value of the header {@code content-type}
     * @param body the body, which is sent as UTF-8
     */
    public static SpeechAnswer body(int status, String contentType, String body) {
        return body(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns an answer with any status and body.
     *
     * @param status HTTP status, 200 to 599
     * @param contentType value of the header {@code content-type}
     * @param body the body
     */
    public static SpeechAnswer body(int status, String contentType, byte[] body) {
        if (status < 200 || status > 599) {
            throw new InvalidRequestException("status", status + " is outside 200 to 599");
        }
        return new SpeechAnswer(
                AnswerPlan.of(new AnswerContent.Body(body.clone()), status, Map.of(CONTENT_TYPE, contentType)));
    }

    /** Returns a copy with another content type, or one for audio that had none. */
    public SpeechAnswer contentType(String value) {
        return header(CONTENT_TYPE, value);
    }

    /** Returns a copy with a response header, which replaces a header of the service with the same name. */
    public SpeechAnswer header(String name, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        return new SpeechAnswer(plan.withHeader(name.toLowerCase(Locale.ROOT), value));
    }

    /** Returns a copy that waits before the response headers. */
    public SpeechAnswer delayHeaders(Duration delay) {
        return new SpeechAnswer(plan.withDelays(requireDelay("delay", delay), plan.bodyDelay(), plan.chunkDelay()));
    }

    /** Returns a copy that waits between the response headers and the first byte. */
    public SpeechAnswer delayFirstByte(Duration delay) {
        return new SpeechAnswer(plan.withDelays(plan.headerDelay(), requireDelay("delay", delay), plan.chunkDelay()));
    }

    /**
     * Returns a copy that is sent in chunks with a delay between them.
     *
     * @param bytes size of a chunk; at least 1
     */
    public SpeechAnswer chunks(int bytes, Duration delay) {
        if (bytes < 1) {
            throw new InvalidRequestException("bytes", bytes + " is less than 1");
        }
        return new SpeechAnswer(plan.withDelays(plan.headerDelay(), plan.bodyDelay(), requireDelay("delay", delay))
                .withChunkBytes(bytes));
    }

    private static Duration requireDelay(String name, Duration value) {
        if (value.isNegative()) {
            throw new InvalidRequestException(name, value + " is negative");
        }
        return value;
    }

    /** Returns a copy with a fault in place of the response headers. */
    public SpeechAnswer failing(AnswerFault fault) {
        return withFault(fault, AnswerPlan.BEFORE_HEADERS);
    }

    /**
     * Returns a copy with a fault after {@code bytes} bytes of the body. After 0 bytes, the response headers have been
     * sent. If the body is shorter, the fault does not happen.
     */
    public SpeechAnswer failingAfter(long bytes, AnswerFault fault) {
        if (bytes < 0) {
            throw new InvalidRequestException("bytes", bytes + " is less than 0");
        }
        return withFault(fault, bytes);
    }

    private SpeechAnswer withFault(AnswerFault fault, long bytes) {
        return new SpeechAnswer(plan.withFault(Objects.requireNonNull(fault, "fault"), bytes));
    }
}
