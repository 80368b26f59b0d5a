package dev.parlando.programs.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.programs.EvenSpeechSource;
import dev.parlando.programs.VirtualPlayback;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for {@link Chat}: complete sessions from the first line to the end of the input. */
@Timeout(60)
class ChatTest {
    private static final String HELLO = "Hello.";
    private static final String STORY = "This is a long story that nobody will hear to its end.";

    private static String answer(String question) {
        return question.equals("Hi") ? HELLO : STORY;
    }

    private static String lastOf(List<ChatMessage> conversation) {
        return conversation.get(conversation.size() - 1).text();
    }

    @Test
    void showsPlayedWordsAndInterruptedAnswer() throws Exception {
        VirtualPlayback ear = new VirtualPlayback();
        StringWriter out = new StringWriter();
        Keys keys = new Keys();
        try (EvenSpeechSource speech = new EvenSpeechSource();
                SpeechPlayer player =
                        SpeechPlayer.builder(speech).sink(ear.sink()).open()) {
            Assistant assistant = new Assistant(
                    player,
                    SpeechPlayer.defaultTemplate(),
                    conversation -> new Tokens(answer(lastOf(conversation)), true));
            Chat chat = new Chat(assistant, new PrintWriter(out), Throwable::getMessage);
            CompletableFuture<Void> ended =
                    CompletableFuture.runAsync(() -> run(chat, player, keys), VirtualPlayback::onItsOwnThread);

            keys.type("Tell me something");
            ear.play("This is".length());
            ear.whileStopping(() -> {
                keys.type("Hi");
                while (!out.toString().contains("[interrupted")) {
                    Thread.onSpinWait();
                }
                return keys;
            });
            ear.play(HELLO.length());
            keys.type(Keys.END);
            ended.get(30, TimeUnit.SECONDS);
        }
        assertThat(out.toString().lines().skip(1))
                .contains("[interrupted after: This is]")
                .last()
                .isEqualTo(HELLO + " ");
        assertThat(out.toString()).contains("[sent, not heard: a long story that nobody will hear to its end.]");
    }

    private static void run(Chat chat, SpeechPlayer player, BufferedReader in) {
        try {
            chat.run(player, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A simulated keyboard. */
    private static final class Keys extends BufferedReader {
        static final String END = "end";
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        Keys() {
            super(new StringReader(""));
        }

        void type(String line) {
            lines.add(line);
        }

        @Override
        public String readLine() throws IOException {
            try {
                String line = lines.take();
                return line.equals(END) ? null : line;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
