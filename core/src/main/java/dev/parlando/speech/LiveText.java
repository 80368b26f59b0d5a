package dev.parlando.speech;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.live.LiveTextWriter;
import dev.parlando.internal.live.TextSubscriber;
import dev.parlando.internal.live.WriterCallbacks;
import dev.parlando.text.LiveTextReader;
import dev.parlando.text.LiveTextReport;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.text.SegmenterSettings;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A text that is spoken while it is still being written, such as the tokens of a language model. One live text is spoken
 * once.
 *
 * <pre>{@code
 * LiveText text = LiveText.of(SpeechRequest.template().build());
 * text.onCancel(() -> System.err.println("The model stops, too."));
 * SpeechStream stream = engine.stream(text, chunk -> ChunkAction.CONTINUE);
 * text.append("It is noon. "); // for each token of a language model
 * text.end();
 * }</pre>
 *
 * <p>The text is bounded. {@link #append} returns the room left and never waits; a {@linkplain #subscribeTo publisher}
 * is asked for more text only while there is room.
 *
 * <p>Threading: safe for use from any thread; no method blocks. The order of the text is that of the calls.
 */
public final class LiveText {
    private final SpeechRequest template;
    private final LiveTextSettings settings;
    private final WriterCallbacks callbacks = new WriterCallbacks();
    private final LiveTextWriter writer;
    private final AtomicBoolean subscribed = new AtomicBoolean();

    private LiveText(SpeechRequest template, LiveTextSettings settings) {
        this.template = template;
        this.settings = withLanguageOf(template, settings);
        this.writer = new LiveTextWriter(this.settings, callbacks, template.modelId());
    }

    /** Returns the settings with the language of the template, unless they have one. */
    private static LiveTextSettings withLanguageOf(SpeechRequest template, LiveTextSettings settings) {
        String code = template.languageCode();
        SegmenterSettings segmenter = settings.segmenter();
        return code == null || segmenter.language() != null
                ? settings
                : settings.withSegmenter(segmenter.withLanguage(Locale.forLanguageTag(code)));
    }

    /** Returns an empty text with the default settings; otherwise the same as with settings. */
    public static LiveText of(SpeechRequest template) {
        return of(template, LiveTextSettings.DEFAULT);
    }

    /**
     * Returns an empty text.
     *
     * @param template the voice, the model and all other parameters, from {@link SpeechRequest#template()}
     * @throws InvalidRequestException if the template has a text or the WAV format, or names the following text or requests
     */
    public static LiveText of(SpeechRequest template, LiveTextSettings settings) {
        Objects.requireNonNull(settings, "settings");
        if (!template.isTemplate()) {
            throw new InvalidRequestException(
                    "text", "of a live text is written later; build its request with SpeechRequest.template()");
        }
        if (!template.outputFormat().isStreamed()) {
            throw new InvalidRequestException(
                    "output_format",
                    template.outputFormat() + " is a whole file; use a streamed format such as pcm_44100");
        }
        checkNoNext("next_text", template.nextText() == null);
        checkNoNext("next_request_ids", template.nextRequestIds().isEmpty());
        return new LiveText(template, settings);
    }

    private static void checkNoNext(String field, boolean absent) {
        if (!absent) {
            throw new InvalidRequestException(
                    field, "needs the end of the text, which a live text gets later; leave it out");
        }
    }

    /** Returns the request without a text. */
    public SpeechRequest template() {
        return template;
    }

    /** Returns the settings. */
    public LiveTextSettings settings() {
        return settings;
    }

    /**
     * Appends text and returns the number of characters ({@code char} values) that still fit. After a cancellation the
     * text is discarded and 0 is returned.
     *
     * @throws IllegalStateException if the text is longer than the room left, of which nothing is appended, or after
     *     {@link #end()} or {@link #fail}
     */
    public int append(String text) {
        return writer.append(Objects.requireNonNull(text, "text"));
    }

    /** Makes the text so far be spoken without waiting for more, such as before a pause for a tool call. */
    public void flush() {
        writer.flush();
    }

    /** Ends the text. The speech ends once it is spoken. Has no effect after an end, failure or cancellation. */
    public void end() {
        writer.end(null);
    }

    /**
     * Ends the text with a failure of its writer. The text so far is spoken. Then the stream fails with a
     * {@link dev.parlando.error.HandlerException} that has the failure as its cause. Has no effect after an end, failure
     * or cancellation.
     */
    public void fail(Throwable failure) {
        writer.end(Objects.requireNonNull(failure, "failure"));
    }

    /** Ends the text and its speech immediately. Text that was not sent is discarded. */
    public void cancel() {
        writer.cancel();
    }

    /**
     * Adds an action for a cancellation, such as to stop a language model. It runs once if the speech is stopped, fails
     * or is cancelled before the text has ended. After a cancellation, it runs immediately.
     *
     * <p>The action may block. It runs on an executor of the engine, or on the thread of the caller if the text is not
     * being spoken. The first exception of the actions of a text is logged, and none has another effect.
     */
    public void onCancel(Runnable action) {
        callbacks.onCancel(Objects.requireNonNull(action, "action"));
    }

    /**
     * Appends the items of a publisher, which are requested while there is room. Its completion {@linkplain #end() ends}
     * the text, and its failure {@linkplain #fail fails} it. A cancellation of the text cancels the subscription.
     *
     * <p>An item may be longer than the room, because one is in flight. The methods of the subscription are called on the
     * publisher's threads or on an executor of the engine.
     *
     * @throws IllegalStateException if the text is subscribed to a publisher already
     */
    public void subscribeTo(Flow.Publisher<String> publisher) {
        Objects.requireNonNull(publisher, "publisher");
        if (!subscribed.compareAndSet(false, true)) {
            throw new IllegalStateException("the live text has a publisher already; start another one");
        }
        publisher.subscribe(new TextSubscriber(writer, callbacks));
    }

    /**
     * Returns the parts of the text that were heard, sent and not sent.
     *
     * @param heardSpokenCharacters number of characters of the spoken text whose audio was heard; the sent ones at most
     *     count
     * @throws IllegalArgumentException if it is negative
     */
    public LiveTextReport report(int heardSpokenCharacters) {
        if (heardSpokenCharacters < 0) {
            throw new IllegalArgumentException("heardSpokenCharacters " + heardSpokenCharacters + " is negative");
        }
        return writer.report(heardSpokenCharacters);
    }

    /**
     * Returns the characters of the spoken text that were sent since the last call, for {@link
     * dev.parlando.text.SpokenProgress#append}. The times of a character arrive after it was sent.
     */
    public String takeSent() {
        return writer.takeSent();
    }

    /**
     * Returns the reading end, for an implementation of {@link SpeechSource#stream(LiveText, ChunkHandler, CallOptions)}.
     *
     * @param executor runs the actions of {@link #onCancel} and the requests to a publisher, which may block
     * @throws IllegalStateException if the text is already being spoken
     */
    public LiveTextReader reader(Executor executor) {
        if (!callbacks.setExecutor(Objects.requireNonNull(executor, "executor"))) {
            throw new IllegalStateException("the live text is already spoken; start another one");
        }
        return writer.reader();
    }

    /** Describes the text without its characters, which may be private. */
    @Override
    public String toString() {
        return "LiveText[" + template + ", " + writer.reader().state() + "]";
    }
}
