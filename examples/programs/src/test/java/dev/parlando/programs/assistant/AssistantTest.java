package dev.parlando.programs.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.programs.EvenSpeechSource;
import dev.parlando.programs.VirtualPlayback;
import dev.parlando.programs.assistant.ChatMessage.Role;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
        return new Assistant(player, SpeechPlayer.defaultTemplate(), responder);
    }

    @Test
    void keepsPlayedTextOfAnswerInterruptedByQuestion() throws Exception {
        Assistant assistant = assistant(conversation -> new Tokens("One two three four. Five six. Seven", false));
        assistant.ask("Count!");
        ear.play("One two".length());

        ear.whileStopping(() -> assistant.ask("Again!"));

        assertThat(assistant.history())
                .extracting(ChatMessage::forHistory)
                .containsExactly("Count!", "[interrupted after: One two]", "Again!");
        assertThat(assistant.history().get(1).unheard()
                        + assistant.history().get(1).unsent())
                .as("the parts that were not heard")
                .startsWith("three four.")
                .endsWith("Seven");
        assertThat(assistant.history())
                .extracting(ChatMessage::role)
                .containsExactly(Role.USER, Role.ASSISTANT, Role.USER);
    }

    @Test
    void speaksBeforeAnswerIsComplete() throws Exception {
        Assistant assistant = assistant(conversation -> new Tokens("I think. Perhaps", false));
        assistant.ask("Well?");

        ear.play("I think.".length()); // The responder has not ended the next sentence yet.

        ChatMessage heard = ear.whileStopping(assistant::interrupt).orElseThrow();
        assertThat(heard.forHistory()).isEqualTo("[interrupted after: I think.]");
    }

    @Test
    void keepsWholeAnswerPlayedToEnd() throws Exception {
        Assistant assistant = assistant(conversation -> new Tokens("Yes. No.", true));
        SpokenAnswer answer = assistant.ask("Which?");
        ear.play("Yes. No.".length());

        assertThat(answer.message().join()).isEqualTo(ChatMessage.assistant("Yes. No.", false));
        assertThat(assistant.interrupt()).contains(ChatMessage.assistant("Yes. No.", false));
        assertThat(assistant.interrupt()).isEmpty();
    }

    @Test
    void omitsFailedResponseFromHistory() {
        Assistant assistant = assistant(conversation -> subscriber -> {
            subscriber.onSubscribe(new Tokens.Ignoring());
            subscriber.onError(new IllegalStateException("no idea"));
        });
        SpokenAnswer answer = assistant.ask("Why?");

        assertThatThrownBy(() -> answer.message().join()).hasRootCauseMessage("no idea");
        assertThat(assistant.interrupt()).isEmpty();
        assertThat(assistant.history()).containsExactly(ChatMessage.user("Why?"));
    }

    /** The generation costs money, so it must not outlive its answer. */
    @Test
    void interruptionCancelsGeneration() throws Exception {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        Assistant assistant = assistant(conversation -> subscriber -> subscriber.onSubscribe(new Tokens.Ignoring() {
            @Override
            public void cancel() {
                cancelled.complete(null);
            }
        }));
        assistant.ask("Well?");
        assistant.interrupt();
        cancelled.get(30, TimeUnit.SECONDS);
    }

    @Test
    void marksInterruptionBeforeFirstWord() {
        assertThat(ChatMessage.assistant("", true).forHistory()).isEqualTo("[interrupted before the first word]");
    }
}
