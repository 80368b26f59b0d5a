package dev.parlando.programs.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.programs.EvenSpeechSource;
import dev.parlando.programs.VirtualPlayback;
import dev.parlando.programs.assistant.ChatMessage.Role;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Interrupts the assistant at exact positions of a virtual device, and checks the conversation. */
@Timeout(60)
class AssistantTest {
    private final EvenSpeechSource speech = new EvenSpeechSource();
    private final VirtualPlayback ear = new VirtualPlayback();
    private final SpeechPlayer player =
            SpeechPlayer.builder(speech).sink(ear.sink()).open();

    @AfterEach
    void close() {
        player.close();
        speech.close();
    }

    private Assistant assistant(Responder responder) {
        return new Assistant(player, SpeechPlayer.defaultRequest("any"), responder);
    }

    @Test
    void keepsPlayedTextOfAnswerInterruptedByQuestion() throws Exception {
        Assistant assistant = assistant(
                conversation -> List.of("One two three four.", "Five six.").iterator());
        assistant.ask("Count!");
        ear.play("One two".length());

        ear.whileStopping(() -> assistant.ask("Again!"));

        assertThat(assistant.history())
                .extracting(ChatMessage::forHistory)
                .containsExactly("Count!", "[interrupted after: One two]", "Again!");
        assertThat(assistant.history())
                .extracting(ChatMessage::role)
                .containsExactly(Role.USER, Role.ASSISTANT, Role.USER);
    }

    @Test
    void speaksBeforeAnswerIsComplete() throws Exception {
        BlockingQueue<String> thoughts = new ArrayBlockingQueue<>(1);
        Assistant assistant = assistant(conversation -> new Thoughts(thoughts));
        assistant.ask("Well?");
        thoughts.put("I think.");

        ear.play("I think.".length()); // The responder has not returned the next sentence yet.

        ChatMessage heard = assistant.interrupt().orElseThrow();
        assertThat(heard.forHistory()).isEqualTo("[interrupted after: I think.]");
    }

    /** Sentences that the test supplies one at a time. */
    private record Thoughts(BlockingQueue<String> source) implements Iterator<String> {
        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public String next() {
            try {
                return source.take();
            } catch (InterruptedException e) {
                throw new IllegalStateException("not wanted any more", e);
            }
        }
    }

    @Test
    void keepsWholeAnswerPlayedToEnd() throws Exception {
        Assistant assistant = assistant(conversation -> List.of("Yes.", "No.").iterator());
        SpokenAnswer answer = assistant.ask("Which?");
        ear.play("Yes.No.".length());

        assertThat(answer.message().join()).isEqualTo(ChatMessage.assistant("Yes. No.", false));
        assertThat(assistant.interrupt()).contains(ChatMessage.assistant("Yes. No.", false));
        assertThat(assistant.interrupt()).isEmpty();
    }

    @Test
    void omitsFailedResponseFromHistory() {
        Assistant assistant = assistant(conversation -> {
            throw new IllegalStateException("no idea");
        });
        SpokenAnswer answer = assistant.ask("Why?");

        assertThatThrownBy(() -> answer.message().join()).hasMessageContaining("no idea");
        assertThat(assistant.interrupt()).isEmpty();
        assertThat(assistant.history()).containsExactly(ChatMessage.user("Why?"));
    }

    @Test
    void marksInterruptionBeforeFirstWord() {
        assertThat(ChatMessage.assistant("", true).forHistory()).isEqualTo("[interrupted before the first word]");
    }
}
