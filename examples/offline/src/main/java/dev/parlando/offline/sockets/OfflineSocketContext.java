package dev.parlando.offline.sockets;

import dev.parlando.offline.generation.AlignmentMode;
import dev.parlando.offline.generation.ContextAudio;
import dev.parlando.offline.generation.GenerationSource;
import dev.parlando.offline.synthesis.SpeakableText;
import dev.parlando.offline.voices.OfflineModel;
import dev.parlando.offline.voices.OfflineVoice;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The speech of one context: its generations, one after the other, and its final message.
 *
 * <p>Threading: confined to the event loop.
 */
final class OfflineSocketContext {
    private final @Nullable String id;
    private final OfflineSocketConnection connection;
    private final ContextAudio audio;
    private final Deque<ContextStep> steps = new ArrayDeque<>();
    private @Nullable ContextStep current;
    private boolean finishing;
    private boolean cancelled;

    /**
     * Creates a context without speech.
     *
     * @param id the name of the context; null on a socket with one context
     */
    OfflineSocketContext(@Nullable String id, OfflineSocketConnection connection) {
        this.id = id;
        this.connection = connection;
        audio = new ContextAudio(connection.options().format());
    }

    @Nullable
    String id() {
        return id;
    }

    /** Returns whether {@link #finish} was called, after which no text is accepted. */
    boolean isFinishing() {
        return finishing;
    }

    /**
     * Adds a generation, unless the text is blank.
     *
     * @throws SocketErrorException if the text cannot be spoken
     */
    void speak(String text, OfflineVoice voice, double speed) {
        if (text.isBlank()) {
            return;
        }
        SocketOptions options = connection.options();
        requireSpeakable(text, options.model());
        AlignmentMode mode = connection.alignmentMode();
        SocketServices services = connection.services();
        add(new GenerationStep(
                connection,
                () -> new GenerationSource(
                        text, voice, speed, services.context().formats(), options.format(), audio, mode),
                id,
                text));
    }

    private static void requireSpeakable(String text, OfflineModel model) {
        if (!SpeakableText.hasWords(text) && !model.acceptsBlankText()) {
            throw new SocketErrorException("input_text_empty", "The text holds nothing that can be spoken.");
        }
        if (SpeakableText.hasWords(text) && !SpeakableText.isPronounceable(text)) {
            throw new SocketErrorException(
                    "input_text_unsupported",
                    "The offline voice speaks English only, and nothing in the text is in Latin letters.");
        }
    }

    /** Sends the audio that is held back and then a mark, after the speech before them. */
    void markTurn() {
        add(new RestStep(
                connection, () -> audio.rest(false), id, () -> connection.sendMark("is_final_audio_for_turn", id)));
    }

    /** Ends the context after its generations: the rest of the audio, then the final message. */
    void finish() {
        if (!finishing) {
            finishing = true;
            add(new RestStep(connection, () -> audio.rest(true), id, () -> connection.contextEnded(this)));
        }
    }

    /** Discards the steps that have not started. */
    void dropQueued() {
        steps.clear();
    }

    /** Stops all speech without a final message. */
    void cancel() {
        cancelled = true;
        steps.clear();
        if (current != null) {
            current.cancel();
        }
    }

    void writable() {
        if (current != null) {
            current.writable();
        }
    }

    private void add(ContextStep step) {
        steps.add(step);
        proceed();
    }

    /** Starts the next step unless one is running. */
    private void proceed() {
        if (current == null && !cancelled && !steps.isEmpty()) {
            ContextStep next = steps.remove();
            current = next;
            next.start(() -> {
                current = null;
                proceed();
            });
        }
    }
}
