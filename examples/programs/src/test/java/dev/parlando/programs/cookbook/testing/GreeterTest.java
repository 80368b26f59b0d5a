package dev.parlando.programs.cookbook.testing;

// region
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parlando.SpeechEngine;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.offline.ServiceRefusal;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.offline.load.AnswerFault;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GreeterTest {
    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    @Test
    void greetsByName() {
        service.answer(SpeechAnswer.tone(Duration.ofMillis(200)));
        new Greeter(service.engine()).greet("Ada");
        service.requests().only().assertText("Hello Ada.").assertCompleted();
    }

    @Test
    void reportsUsedUpCredits() {
        service.answer(SpeechAnswer.refusal(ServiceRefusal.INSUFFICIENT_CREDITS));
        Greeter greeter = new Greeter(service.engine());
        assertThrows(RequestRejectedException.class, () -> greeter.greet("Ada"));
    }

    @Test
    void reportsSpeechThatBreaksOff() {
        service.answer(SpeechAnswer.offlineVoice().failingAfter(1_000, AnswerFault.CUT));
        Greeter greeter = new Greeter(service.engine());
        var error = assertThrows(TruncatedAudioException.class, () -> greeter.greet("Ada"));
        assertEquals(1_000, error.bytesDelivered());
    }

    /** The class under test. */
    record Greeter(SpeechEngine engine) {
        void greet(String name) {
            engine.stream(SpeechRequest.of("Hello " + name + "."), chunk -> ChunkAction.CONTINUE)
                    .join();
        }
    }
}
// endregion
