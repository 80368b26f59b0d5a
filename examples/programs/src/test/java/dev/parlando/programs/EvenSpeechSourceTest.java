package dev.parlando.programs;

import dev.parlando.fault.SpeechSourceContract;
import dev.parlando.speech.SpeechSource;
import org.junit.jupiter.api.AfterEach;

/** Tests the contract of the even source, which the tests of the programs rely on. */
class EvenSpeechSourceTest extends SpeechSourceContract {
    private final EvenSpeechSource even = new EvenSpeechSource();

    @AfterEach
    void close() {
        even.close();
    }

    @Override
    protected SpeechSource source() {
        return even;
    }
}
