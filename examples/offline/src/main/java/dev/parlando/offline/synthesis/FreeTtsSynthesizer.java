package dev.parlando.offline.synthesis;

import com.sun.speech.freetts.OutputQueue;
import com.sun.speech.freetts.ProcessException;
import com.sun.speech.freetts.Token;
import com.sun.speech.freetts.Tokenizer;
import com.sun.speech.freetts.Utterance;
import com.sun.speech.freetts.UtteranceProcessor;
import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import com.sun.speech.freetts.relp.LPCResult;
import dev.parlando.offline.voices.OfflineVoice;
import dev.parlando.offline.voices.OfflineVoice.Recording;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A synthesiser of single sentences with FreeTTS. It runs on the calling thread and prints nothing to
 * {@code System.out}.
 *
 * <p>The processors of a FreeTTS voice are called directly. {@code Voice.speak} would pass the result to another thread
 * and print errors. Threading: confined to one worker, because a FreeTTS voice is not thread safe. Cost: creation loads
 * about 14 MB and takes 250 ms in a cold JVM; a sentence takes a few milliseconds.
 */
public final class FreeTtsSynthesizer {
    private static final SynthesizedSentence EMPTY = new SynthesizedSentence(new short[0], List.of());
    /** A lock that serialises loading: FreeTTS reads the tables of a lexicon through a field that all voices share. */
    static final Object LOAD_LOCK = new Object();

    private final Voice[] voices = new KevinVoiceDirectory().getVoices();

    /** Loads the recording that most voices use, so that the first sentence does not wait for it. */
    public FreeTtsSynthesizer() {
        loadedVoice(Recording.KEVIN_16_KHZ);
    }

    /**
     * Synthesises one sentence with the times of its words.
     *
     * @param sentence ASCII text, short enough to be spoken in one breath
     * @param voice the voice to use
     * @param speed speed factor; 1 is the voice's own pace, larger is faster
     * @return samples at the sample rate of the voice's recording; empty if nothing can be pronounced
     */
    SynthesizedSentence synthesize(String sentence, OfflineVoice voice, double speed) {
        Voice synthesiser = loadedVoice(voice.recording());
        synthesiser.setPitch(voice.pitchHz());
        synthesiser.setPitchRange(voice.pitchRangeHz());
        synthesiser.setDurationStretch((float) (1 / (voice.pace() * speed)));
        List<Token> tokens = tokens(synthesiser.getTokenizer(), sentence);
        List<Token> words =
                tokens.stream().filter(token -> !token.getWord().isEmpty()).toList();
        if (words.isEmpty()) {
            return EMPTY;
        }
        Utterance utterance = runProcessors(synthesiser, words);
        LPCResult result = (LPCResult) utterance.getObject("target_lpcres");
        return new SynthesizedSentence(samples(result), WordTimings.read(sentence, tokens, utterance));
    }

    private Voice loadedVoice(Recording recording) {
        Voice voice = voices[recording.ordinal()];
        if (!voice.isLoaded()) {
            // With its own queue the voice does not start an output thread. Nothing is ever added to the queue.
            voice.setOutputQueue(new OutputQueue());
            voice.setLexicon(new PronounceableLexicon(voice.getLexicon()));
            synchronized (LOAD_LOCK) {
                voice.allocate();
            }
        }
        return voice;
    }

    private static List<Token> tokens(Tokenizer tokenizer, String sentence) {
        tokenizer.setInputText(sentence);
        List<Token> tokens = new ArrayList<>();
        while (tokenizer.hasMoreTokens()) {
            tokens.add(tokenizer.getNextToken());
        }
        return tokens;
    }

    private static Utterance runProcessors(Voice voice, List<Token> tokens) {
        Utterance utterance = new Utterance(voice, tokens);
        utterance.setFirst(true);
        utterance.setLast(true);
        try {
            for (Object stage : voice.getUtteranceProcessors()) {
                ((UtteranceProcessor) stage).processUtterance(utterance);
            }
        } catch (ProcessException e) {
            throw new IllegalStateException("FreeTTS cannot speak a sentence of " + tokens.size() + " words", e);
        }
        return utterance;
    }

    /** Returns the samples of a result, which FreeTTS stores in big-endian order. */
    private static short[] samples(LPCResult result) {
        byte[] bytes = result.getWaveSamples();
        short[] samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }
}
