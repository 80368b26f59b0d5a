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
 * Speaks single sentences with FreeTTS, on the caller's thread and without a word on {@code System.out}.
 *
 * <p>The stages of a FreeTTS voice are run one by one instead of through {@code Voice.speak}, which would hand the result
 * to a thread and print what fails. Threading: confined to one worker; a FreeTTS voice is not thread safe. Cost:
 * creation loads some 14 MB and takes 250 ms in a cold JVM; a sentence takes a few milliseconds.
 */
public final class FreeTtsSynthesizer {
    private static final SynthesizedSentence EMPTY = new SynthesizedSentence(new short[0], List.of());
    /** FreeTTS reads the tables of a lexicon through a field that all voices share, so one voice loads at a time. */
    static final Object LOAD_LOCK = new Object();

    private final Voice[] voices = new KevinVoiceDirectory().getVoices();

    /** Loads the recording that most voices use, so that the first sentence need not wait for it. */
    public FreeTtsSynthesizer() {
        loadedVoice(Recording.KEVIN_16_KHZ);
    }

    /**
     * Speaks one sentence, and tells when each of its words is said.
     *
     * @param sentence ASCII text, short enough to be spoken in one breath
     * @param voice who speaks
     * @param speed 1 for the voice's own pace, more for faster
     * @return samples at the rate of the voice's recording; none if there is nothing to pronounce
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
            // A queue of our own keeps the voice from starting its output thread; nothing is ever posted to it.
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

    /** FreeTTS writes big-endian samples. */
    private static short[] samples(LPCResult result) {
        byte[] bytes = result.getWaveSamples();
        short[] samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }
}
