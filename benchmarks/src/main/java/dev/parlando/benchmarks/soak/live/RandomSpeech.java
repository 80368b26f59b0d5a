package dev.parlando.benchmarks.soak.live;

import dev.parlando.speech.LiveText;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.text.LiveTransport;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A source of random live texts and of the characters to write into them. Confined to one thread. */
final class RandomSpeech {
    private static final List<OutputFormat> FORMATS =
            List.of(OutputFormat.PCM_24000, OutputFormat.PCM_8000, OutputFormat.ULAW_8000, OutputFormat.MP3_44100_64);
    /** The offline voice speaks English only, so that each word has a Latin letter. */
    private static final List<String> SENTENCES = List.of(
            "Go on. ",
            "Is it so? ",
            "At 9 a.m. sharp, in the U.S. economy. ",
            "It costs $3.50, or 1,000 of **the** others! ",
            "# A heading\n",
            "- one item\n- two `items`\n",
            "\uD83D\uDE42 Smile \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67! ",
            "\uD83D\uDE42\uD83C\uDF89",
            "*** ",
            "... ",
            "\u4ECA\u5929OK\u771F\u597D\u3002\u6211\u4EECgo\u5427\u3002 ",
            "See [the page](https://example.com/a?b=c) of Dr. Lee. ",
            "```\nint x = 1;\n```\n",
            "A clause, and another one, which goes on without a mark for a long while and then some more ",
            "Yes. ",
            "12345. ",
            "   \n\n ");

    private static final int MAX_SENTENCES = 8;
    private static final int MAX_TOKEN_CHARACTERS = 12;

    private final Random random;

    RandomSpeech(Random random) {
        this.random = random;
    }

    /** Returns an empty text over a random transport, with random settings. */
    LiveText newText() {
        LiveTransport transport = LiveTransport.values()[random.nextInt(LiveTransport.values().length)];
        boolean dialogue = transport == LiveTransport.DIALOGUE || transport == LiveTransport.SINGLE_DIALOGUE;
        SpeechRequest template = SpeechRequest.template()
                .outputFormat(FORMATS.get(random.nextInt(FORMATS.size())))
                .model(dialogue ? "eleven_v3_conversational" : "eleven_flash_v2_5")
                .build();
        return LiveText.of(
                template,
                LiveTextSettings.DEFAULT
                        .withTransport(transport)
                        .withQuietTime(Duration.ofMillis(1 + random.nextInt(40)))
                        .withPace(Duration.ofMillis(random.nextInt(6_000)))
                        .withResend(random.nextInt(4) == 0));
    }

    /** Returns a random text. */
    String nextWriting() {
        StringBuilder text = new StringBuilder();
        int sentences = random.nextInt(MAX_SENTENCES);
        for (int i = 0; i < sentences; i++) {
            text.append(SENTENCES.get(random.nextInt(SENTENCES.size())));
        }
        return text.toString();
    }

    /** Returns the length of the next token. */
    int nextTokenCharacters() {
        return 1 + random.nextInt(MAX_TOKEN_CHARACTERS);
    }
}
