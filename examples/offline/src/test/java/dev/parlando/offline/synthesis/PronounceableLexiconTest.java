package dev.parlando.offline.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.voices.OfflineVoice;
import dev.parlando.offline.voices.VoiceCatalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PronounceableLexiconTest {
    @ParameterizedTest
    @CsvSource({
        "hh ax l ow1, hh ax l ow1",
        "hh m, m",
        "w k, k",
        "s w eh1 t, s w eh1 t",
        "k y, k",
        "s ih1 ng, s ih1 ng",
        "ng uh1, n uh1",
        "s ng, s n",
        "er1 ng, er1 n",
        "hh, ax",
        "w y hh, ax",
        "t aa1 w, t aa1"
    })
    void repairsUnpronounceablePhones(String phones, String expected) {
        assertThat(PronounceableLexicon.repair(phones.split(" ", -1))).containsExactly(expected.split(" ", -1));
    }

    /** FreeTTS makes a word of a dash, but the word has no phones. */
    @Test
    void skipsDash() {
        assertThat(PronounceableLexicon.repair(new String[0])).isEmpty();
        FreeTtsSynthesizer speaker = new FreeTtsSynthesizer();
        OfflineVoice voice = new VoiceCatalog().standard();
        assertThat(speaker.synthesize("toys - cats", voice, 1).tokens()).hasSize(2);
    }

    @Test
    void printsNothingToStandardError() {
        FreeTtsSynthesizer speaker = new FreeTtsSynthesizer();
        PrintStream standardError = System.err;
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        System.setErr(new PrintStream(onlyFromHere(complaints, standardError), true, StandardCharsets.UTF_8));
        try {
            Random random = new Random(20261120);
            for (int i = 0; i < 400; i++) {
                speaker.synthesize(gibberish(random), new VoiceCatalog().standard(), 1);
            }
        } finally {
            System.setErr(standardError);
        }
        assertThat(complaints.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    /**
     * Returns a stream that separates the output of this thread, because tests of other classes run concurrently and
     * may print.
     */
    private static OutputStream onlyFromHere(OutputStream own, OutputStream others) {
        Thread here = Thread.currentThread();
        return new OutputStream() {
            @Override
            public void write(int oneByte) throws IOException {
                (Thread.currentThread() == here ? own : others).write(oneByte);
            }
        };
    }

    private static String gibberish(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            boolean letter = random.nextInt(4) > 0;
            text.append((char) (letter ? 'a' + random.nextInt(26) : ' ' + random.nextInt(64)));
        }
        return text.toString();
    }
}
