package dev.parlando.offline.synthesis;

import dev.parlando.audio.resample.PolyphaseFilter;
import dev.parlando.offline.voices.OfflineVoice;
import dev.parlando.offline.voices.VoiceCatalog;
import dev.parlando.speech.OutputFormat;
import java.util.function.BooleanSupplier;

/** Speaks one word in the default format to nobody, so that the first listener does not wait for classes to load. */
final class WarmUp {
    private WarmUp() {}

    /** Works until done, or until {@code awaited} says that somebody is waiting for this thread. */
    static void run(FreeTtsSpeaker speaker, BooleanSupplier awaited) {
        OfflineVoice voice = new VoiceCatalog().standard();
        OutputFormat format = OutputFormat.MP3_44100_128;
        PolyphaseFilter filter = PolyphaseFilter.between(voice.recording().sampleRateHz(), format.sampleRateHz());
        SpeechSource source = new SpeechSource(
                SpeakableText.sentences("Ready."), voice, 1, filter, format, SpeechSource.Listener.NOBODY);
        Piece piece = Piece.NONE_YET;
        while (piece != null && !awaited.getAsBoolean()) {
            piece = source.next(speaker);
        }
    }
}
