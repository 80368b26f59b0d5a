package dev.parlando.offline.synthesis;

import dev.parlando.audio.resample.PolyphaseFilter;
import dev.parlando.offline.voices.OfflineVoice;
import dev.parlando.offline.voices.VoiceCatalog;
import dev.parlando.speech.OutputFormat;
import java.util.function.BooleanSupplier;

/**
 * A warm-up that synthesises one word in the default format and discards it, so that the first request does not wait
 * for class loading.
 */
final class SynthesisWarmUp {
    private SynthesisWarmUp() {}

    /** Runs until it is done, or until {@code hasWaitingTasks} reports that a task waits for this thread. */
    static void run(FreeTtsSynthesizer synthesizer, BooleanSupplier hasWaitingTasks) {
        OfflineVoice voice = new VoiceCatalog().standard();
        OutputFormat format = OutputFormat.MP3_44100_128;
        PolyphaseFilter filter = PolyphaseFilter.between(voice.recording().sampleRateHz(), format.sampleRateHz());
        SynthesisBodySource source = new SynthesisBodySource(
                SpeakableText.sentences("Ready."), voice, 1, filter, format, SynthesisBodySource.Listener.NONE);
        BodyChunk chunk = BodyChunk.PENDING;
        while (chunk != null && !hasWaitingTasks.getAsBoolean()) {
            chunk = source.next(synthesizer);
        }
    }
}
