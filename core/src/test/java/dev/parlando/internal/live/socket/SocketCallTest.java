package dev.parlando.internal.live.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeys;
import dev.parlando.error.AuthenticationException;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.HandlerException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.ServiceError;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.live.socket.SocketRig.Speech;
import dev.parlando.internal.websocket.WebSocketClose;
import dev.parlando.network.RetryPolicy;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.text.SpokenProgress;
import dev.parlando.text.TextFilters;
import dev.parlando.transcript.Alignment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the rules of the service, and of the loss of connections, against a service in fake time. */
class SocketCallTest {
    private static final SpeechRequest DIALOGUE_TEMPLATE = SpeechRequest.template()
            .model("eleven_v4_turbo")
            .outputFormat(OutputFormat.ULAW_8000)
            .build();

    private static final String FIRST_KEY = "sk_1111111111111111111111111111111111111111111111aa";
    private static final String SECOND_KEY = "sk_2222222222222222222222222222222222222222222222bb";

    private SocketRig rig = new SocketRig(1);

    @BeforeEach
    void createOnThisThread() {
        rig.close();
        rig = new SocketRig(1);
    }

    @AfterEach
    void noRuleIsViolated() {
        assertEquals(List.of(), rig.service.violations);
        rig.close();
        assertEquals(0, rig.service.openSockets());
    }

    private Speech speak(SocketKind kind) {
        return rig.speak(kind, kind.isDialogue() ? DIALOGUE_TEMPLATE : SocketRig.SPEECH, LiveTextSettings.DEFAULT);
    }

    private long count(String part) {
        return rig.service.last().received.stream()
                .filter(json -> json.contains(part))
                .count();
    }

    private static <T> T errorOf(Speech speech, Class<T> type) {
        assertTrue(speech.call().completion().toCompletableFuture().isCompletedExceptionally());
        return assertInstanceOf(type, speech.listener().error);
    }

    @ParameterizedTest
    @EnumSource(SocketKind.class)
    void textIsSpokenInOrderAndEnds(SocketKind kind) {
        Speech speech = speak(kind);
        speech.text().append("One sentence. Another ");
        rig.pass(1000);
        speech.text().append("sentence. ");
        speech.text().end();
        rig.pass(3000);
        assertNull(speech.listener().error);
        assertEquals(
                "One sentence. Another sentence.".replace(" ", "").length(),
                speech.listener().heard.toString().replace(" ", "").length());
        assertEquals(
                speech.listener().heard.length(),
                Objects.requireNonNull(speech.listener().result).bytes());
        assertEquals(0, rig.permits());
    }

    @Test
    void turnHasOneFlushFollowedByItsEnd() {
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("One sentence. ");
        speech.text().flush();
        rig.pass(1000);
        speech.text().append("Another sentence. ");
        speech.text().flush();
        rig.pass(1000);
        assertEquals(0, count("\"flush\""));
        speech.text().end();
        rig.pass(100);
        List<String> received = rig.service.last().received;
        assertTrue(received.get(received.size() - 2).startsWith("{\"flush\":true"));
        assertTrue(received.get(received.size() - 1).startsWith("{\"close_context\":true"));
        assertEquals(1, count("\"flush\""));
    }

    @Test
    void contextIsKeptAliveAfterItsFirstMessageOnly() {
        rig.service.speaking = false;
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        rig.pass(200_000);
        assertEquals(List.of(), rig.service.last().received);
        speech.text().append("Hello. ");
        speech.text().flush();
        rig.pass(10);
        rig.service.last().deliver(rig.service.last().audio("turn-1", new byte[10]));
        rig.pass(179_000);
        assertEquals(1, count("{\"text\":\"\",\"context_id\":\"turn-1\"}"));
        rig.pass(2_000);
        assertEquals(2, count("{\"text\":\"\",\"context_id\":\"turn-1\"}"));
    }

    @Test
    void dialogueIsKeptAliveEachTenSeconds() {
        rig.service.speaking = false;
        Speech speech = speak(SocketKind.DIALOGUE_CONTEXTS);
        speech.text().append("Hello. And");
        speech.text().flush();
        rig.pass(10);
        rig.service.last().deliver(rig.service.last().audio("turn-1", new byte[10]));
        rig.pass(25_000);
        assertEquals(2, count("keep_alive"));
    }

    @Test
    void drainingContextsCountUntilTheirEnd() {
        rig.service.speaking = false;
        for (int i = 0; i < 7; i++) {
            Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
            rig.pass(100);
            speech.text().append("Hello there. And");
            rig.pass(50);
            speech.call().cancel();
            rig.pass(10);
        }
        assertEquals(2, rig.service.sockets.size());
        assertEquals(5, rig.service.sockets.get(0).openContexts());
    }

    @Test
    void audioOfAnInterruptedContextIsDiscarded() {
        rig.service.speaking = false;
        Speech first = speak(SocketKind.SPEECH_CONTEXTS);
        first.text().append("Hello there. And");
        rig.pass(100);
        ScriptedService.Socket socket = rig.service.last();
        first.call().cancel();
        rig.pass(10);
        Speech second = speak(SocketKind.SPEECH_CONTEXTS);
        second.text().append("Good morning. And");
        rig.pass(10);
        socket.deliver(socket.audio("turn-1", "late".getBytes(StandardCharsets.UTF_8)));
        socket.deliver(socket.audio("turn-9", "other".getBytes(StandardCharsets.UTF_8)));
        socket.deliver("{\"type\":\"flush_done\",\"context_id\":\"turn-2\"}");
        socket.deliver(socket.audio("turn-2", "good".getBytes(StandardCharsets.UTF_8)));
        rig.run();
        assertEquals("", first.listener().heard.toString());
        assertEquals("good", second.listener().heard.toString());
        assertEquals(1, rig.service.sockets.size());
    }

    @Test
    void permitIsHeldUntilTheServiceHasEndedTheContext() {
        rig.service.speaking = false;
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        rig.pass(100);
        assertEquals(0, rig.permits());
        speech.text().append("Hello there. And");
        rig.pass(50);
        assertEquals(1, rig.permits());
        speech.call().cancel();
        rig.pass(100);
        assertEquals(1, rig.permits());
        rig.service.last().deliver("{\"is_final\":true,\"context_id\":\"turn-1\"}");
        assertEquals(0, rig.permits());
    }

    @Test
    void contextWithoutEndLosesItsPermitAndRetiresTheConnection() {
        rig.service.speaking = false;
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("Hello there. And");
        rig.pass(100);
        speech.call().cancel();
        rig.pass(16_000);
        assertEquals(0, rig.permits());
        assertEquals(0, rig.pool.size());
    }

    @Test
    void dialogueHoldsAPermitPerConnection() {
        Speech speech = speak(SocketKind.DIALOGUE_CONTEXTS);
        speech.text().append("Hello there. ");
        speech.text().end();
        rig.pass(3000);
        assertTrue(speech.listener().isOver());
        assertEquals(0, rig.permits());
        assertEquals(1, rig.shard.governor().dialogueLimiter().snapshot().inFlight());
        rig.pass(16_000);
        assertEquals(0, rig.shard.governor().dialogueLimiter().snapshot().inFlight());
        assertEquals(1, count("close_socket"));
    }

    @Test
    void dialogueEndsItsContextAfterTheFlushedTextIsSpoken() {
        rig.service.speaking = false;
        Speech speech = speak(SocketKind.DIALOGUE_CONTEXTS);
        speech.text().append("Hello there. ");
        speech.text().end();
        rig.pass(100);
        assertEquals(1, count("\"flush\""));
        assertEquals(0, count("close_context"));
        rig.service.last().deliver("{\"is_final_audio_for_turn\":true,\"context_id\":\"turn-1\"}");
        assertEquals(1, count("close_context"));
    }

    /** The service waits for more text otherwise, such as for eight words. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\u4eca\u5929\u5929\u6c14\u771f\u597d\u3002", "\u4eca\u5929\u5929\u6c14\u771f\u597d\u3002\n"})
    void dialogueIsFlushedWhenItsWriterPauses(String sentence) {
        rig.service.speaking = false;
        LiveTextSettings settings = LiveTextSettings.DEFAULT.withFilter(TextFilters::none);
        Speech speech = rig.speak(SocketKind.DIALOGUE_CONTEXTS, DIALOGUE_TEMPLATE, settings);
        speech.text().append(sentence);
        rig.pass(200);
        assertEquals(0, count("\"flush\""));
        rig.pass(400);
        assertEquals(1, count("\"flush\""));
        rig.pass(5_000);
        assertEquals(1, count("\"flush\""));
    }

    @Test
    void textIsPacedByUnheardAudio() {
        rig.service.speaking = false;
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        for (int i = 0; i < 50; i++) {
            speech.text().append("This sentence has forty characters here. ");
        }
        rig.pass(100);
        assertEquals(2, count("sentence"));
        rig.pass(5_000);
        assertTrue(count("sentence") <= 4, "sent " + count("sentence"));
    }

    /** The service sends the end of a generation with the next one, so that the pace must not wait for it. */
    @Test
    void audioThatTheServiceHoldsBackDoesNotStopTheText() {
        rig.service.speaking = false;
        LiveTextSettings settings = LiveTextSettings.DEFAULT.withPace(Duration.ZERO);
        Speech speech = rig.speak(SocketKind.SPEECH_CONTEXTS, SocketRig.SPEECH, settings);
        speech.text().append("One. Two. And");
        rig.pass(100);
        deliverTimes("turn-1", "One. ", 500);
        rig.service.last().deliver(rig.service.last().audio("turn-1", new byte[3_760])); // 470 ms
        rig.pass(1000);
        assertEquals(1, count("Two."));
    }

    @Test
    void heldAudioStopsReadingAndConsumedAudioContinuesIt() {
        rig.service.speaking = false;
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("Hello there. And");
        rig.pass(100);
        speech.listener().holding = true;
        ScriptedService.Socket socket = rig.service.last();
        for (int i = 0; i < 20 && socket.reading; i++) {
            socket.deliver(socket.audio("turn-1", new byte[256 * 1024]));
            rig.run();
        }
        assertFalse(socket.reading);
        speech.listener().holding = false;
        speech.call().resume();
        rig.run();
        assertTrue(socket.reading);
    }

    @Test
    void emptyTextEndsWithoutAMessage() {
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("  ");
        speech.text().end();
        rig.pass(100);
        assertEquals(0, Objects.requireNonNull(speech.listener().result).bytes());
        assertEquals(List.of(), rig.service.last().received);
    }

    @Test
    void failureOfTheWriterFollowsItsText() {
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("Hello there. ");
        IllegalStateException failure = new IllegalStateException("model");
        speech.text().fail(failure);
        rig.pass(2000);
        assertEquals("Hello there.", speech.listener().heard.toString().strip());
        assertEquals(failure, errorOf(speech, HandlerException.class).getCause());
    }

    @Test
    void cancelledTextCancelsTheStream() {
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("Hello there. And");
        rig.pass(100);
        speech.text().cancel();
        rig.pass(100);
        assertTrue(Objects.requireNonNull(speech.listener().result).cancelled());
    }

    @Test
    void rejectedKeyIsAnAuthenticationError() {
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        rig.pass(100);
        rig.service.last().deliver("{\"message\":\"Invalid API key\",\"error\":\"invalid_api_key\",\"code\":1008}");
        rig.pass(100);
        assertTrue(errorOf(speech, AuthenticationException.class).isKeyRejected());
    }

    @Test
    void unknownVoiceIsRejectedWithAdvice() {
        rig.service.speaking = false;
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("Hello there. And");
        rig.pass(100);
        rig.service
                .last()
                .deliver("{\"message\":\"No such voice\",\"error\":\"voice_id_does_not_exist\",\"code\":1008}");
        rig.pass(100);
        RequestRejectedException error = errorOf(speech, RequestRejectedException.class);
        assertEquals(404, error.error().httpStatus());
        assertTrue(error.getMessage().contains("list the voices"), error.getMessage());
    }

    @Test
    void malformedMessageFailsTheStream() {
        rig.service.speaking = false;
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("Hello there. And");
        rig.pass(100);
        rig.service.last().deliver("{\"audio\":\"*\"}");
        rig.pass(100);
        errorOf(speech, UnexpectedResponseException.class);
    }

    @Test
    void closeBeforeTheEndIsAnErrorEvenWithCode1000() {
        rig.service.speaking = false;
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("Hello there. And more");
        rig.pass(100);
        rig.service.last().deliver(rig.service.last().audio("turn-1", new byte[10]));
        rig.service.last().drop(WebSocketClose.NORMAL, "");
        rig.pass(1000);
        assertEquals(10, errorOf(speech, TruncatedAudioException.class).bytesDelivered());
        assertEquals("Hello there. ", speech.text().report(0).unheard());
        assertEquals("And more", speech.text().report(0).unsent());
        assertEquals(0, rig.permits());
    }

    @Test
    void closeReasonIsReportedByItsCategory() {
        rig.service.speaking = false;
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("Hello there. And");
        rig.pass(100);
        rig.service.last().drop(WebSocketClose.PROTOCOL_ERROR, "This request exceeds your quota limit");
        rig.pass(1000);
        RequestRejectedException error = errorOf(speech, RequestRejectedException.class);
        assertEquals(402, error.error().httpStatus());
    }

    @Test
    void connectionLostBeforeTextIsReplaced() {
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        rig.pass(100);
        rig.service.last().drop(WebSocketClose.ABNORMAL, "");
        rig.pass(1000);
        speech.text().append("Hello there. ");
        speech.text().end();
        rig.pass(3000);
        assertNull(speech.listener().error);
        assertEquals("Hello there.", speech.listener().heard.toString().strip());
        assertEquals(2, rig.service.sockets.size());
    }

    @Test
    void lostTextIsSpokenAgainIfAllowedFromTheFirstSentenceNotReceived() {
        rig.service.speaking = false;
        Speech speech =
                rig.speak(SocketKind.SPEECH_CONTEXTS, SocketRig.SPEECH, LiveTextSettings.DEFAULT.withResend(true));
        speech.text().append("First one. Second one. ");
        speech.text().end();
        rig.pass(100);
        ScriptedService.Socket socket = rig.service.last();
        socket.deliver("{\"audio\":null,\"contextId\":\"turn-1\",\"alignment\":" + alignment("First one. ", 100) + "}");
        socket.deliver(socket.audio("turn-1", new byte[800]));
        socket.deliver(
                "{\"audio\":null,\"contextId\":\"turn-1\",\"alignment\":" + alignment("Second one. ", 100) + "}");
        socket.deliver(socket.audio("turn-1", new byte[200]));
        rig.service.speaking = true;
        socket.drop(WebSocketClose.ABNORMAL, "");
        rig.pass(3000);
        assertNull(speech.listener().error);
        assertEquals(0, count("First"));
        assertEquals(1, count("Second"));
        assertTrue(speech.listener().isOver());
    }

    private Speech speakAndLose(int times) {
        rig.service.speaking = false;
        Speech speech =
                rig.speak(SocketKind.SPEECH_CONTEXTS, SocketRig.SPEECH, LiveTextSettings.DEFAULT.withResend(true));
        speech.text().append("A sentence. ");
        speech.text().end();
        for (int turn = 1; turn <= times; turn++) {
            rig.pass(3_000);
            ScriptedService.Socket socket = rig.service.last();
            socket.deliver(socket.audio("turn-" + turn, new byte[8]));
            socket.drop(WebSocketClose.ABNORMAL, "");
        }
        rig.pass(3_000);
        return speech;
    }

    @Test
    void textIsSpokenAgainThreeTimesAtMost() {
        Speech speech = speakAndLose(4);
        assertEquals(32, errorOf(speech, TruncatedAudioException.class).bytesDelivered());
        assertEquals(4, rig.service.sockets.size());
    }

    @Test
    void retryPolicyAppliesToTextThatIsSpokenAgain() {
        rig.close();
        rig = new SocketRig(1, null, RetryPolicy.NONE);
        Speech speech = speakAndLose(1);
        assertEquals(8, errorOf(speech, TruncatedAudioException.class).bytesDelivered());
        assertEquals(1, rig.service.sockets.size());
    }

    /** A listener hears the start of the sentence twice. The text must not count as heard before its second time. */
    @Test
    void timesOfLostAudioAreDiscardedIfTheTextIsSpokenAgain() {
        rig.service.speaking = false;
        Speech speech =
                rig.speak(SocketKind.SPEECH_CONTEXTS, SocketRig.SPEECH, LiveTextSettings.DEFAULT.withResend(true));
        SpokenProgress progress = new SpokenProgress();
        speech.text().append("A long sentence. ");
        speech.text().end();
        rig.pass(100);
        deliverTimes("turn-1", "A long sentence. ", 1_700);
        ScriptedService.Socket lost = rig.service.last();
        lost.deliver(lost.audio("turn-1", new byte[4_000])); // 500 ms
        lost.drop(WebSocketClose.ABNORMAL, "");
        rig.pass(1_000);
        deliverTimes("turn-2", "A long sentence. ", 1_700);
        ScriptedService.Socket next = rig.service.last();
        next.deliver(next.audio("turn-2", new byte[13_600]));
        next.deliver("{\"audio\":null,\"isFinal\":true,\"contextId\":\"turn-2\"}");
        rig.run();

        assertNull(speech.listener().error);
        progress.append(speech.text().takeSent());
        speech.listener().timings.forEach(timing -> progress.add(timing, 0));
        assertEquals(5, progress.heardCharacters(500)); // "A lon"
        assertEquals(5, progress.heardCharacters(1_000)); // "A lon" again
        assertEquals(15, progress.heardCharacters(2_000));
        assertEquals(17, progress.heardCharacters(2_200));
    }

    private void deliverTimes(String id, String sentence, int millis) {
        rig.service
                .last()
                .deliver("{\"audio\":null,\"contextId\":\"" + id + "\",\"alignment\":" + alignment(sentence, millis)
                        + "}");
    }

    @Test
    void timesContinueOverGenerations() {
        rig.service.speaking = false;
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("One. Two. And");
        rig.pass(100);
        for (String sentence : List.of("One. ", "Two. ")) {
            rig.service
                    .last()
                    .deliver("{\"audio\":\"AAAA\",\"contextId\":\"turn-1\",\"alignment\":" + alignment(sentence, 250)
                            + "}");
        }
        rig.run();
        assertEquals(2, speech.listener().timings.size());
        Alignment second =
                Objects.requireNonNull(speech.listener().timings.get(1).alignment());
        assertEquals("Two. ", second.text());
        assertEquals(250, second.startMillis(0), 0.001);
    }

    @Test
    void throwingTimingHandlerFailsTheStream() {
        rig.service.speaking = false;
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.listener().failure = new IllegalStateException("expected");
        speech.text().append("One. And");
        rig.pass(100);
        rig.service.last().deliver("{\"contextId\":\"turn-1\",\"alignment\":" + alignment("One. ", 250) + "}");
        rig.pass(100);
        errorOf(speech, HandlerException.class);
        assertEquals(1, count("close_context"));
    }

    @Test
    void rejectedKeyIsReplacedByTheStandby() {
        rig.close();
        rig = new SocketRig(1, () -> new ApiKeys(ApiKey.of(FIRST_KEY), ApiKey.of(SECOND_KEY)));
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("Hello there. ");
        speech.text().end();
        rig.pass(25);
        rig.service.last().deliver("{\"message\":\"Invalid API key\",\"error\":\"invalid_api_key\",\"code\":1008}");
        rig.pass(3000);
        assertNull(speech.listener().error);
        assertEquals("Hello there.", speech.listener().heard.toString().strip());
        assertEquals(2, rig.service.sockets.size());
    }

    private static String alignment(String text, int millis) {
        StringBuilder chars = new StringBuilder();
        StringBuilder starts = new StringBuilder();
        StringBuilder durations = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            String comma = i == 0 ? "" : ",";
            chars.append(comma).append('"').append(text.charAt(i)).append('"');
            starts.append(comma).append(millis * i / text.length());
            durations.append(comma).append(millis * (i + 1) / text.length() - millis * i / text.length());
        }
        return "{\"chars\":[" + chars + "],\"charStartTimesMs\":[" + starts + "],\"charDurationsMs\":[" + durations
                + "]}";
    }

    @Test
    void lostTextIsNotSpokenAgainWithoutPermission() {
        rig.service.speaking = false;
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("First one. And");
        rig.pass(100);
        rig.service.last().drop(WebSocketClose.ABNORMAL, "");
        rig.pass(3000);
        errorOf(speech, TransportException.class);
        assertEquals(1, rig.service.sockets.size());
    }

    @Test
    void refusedSocketLeavesTheTextToAnotherStream() {
        rig.handsOver = true;
        rig.service.refusal = new RequestRejectedException(
                "refused", new ServiceError(403, null, null, null, null, null, null, null), false);
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("Hello there. And");
        rig.pass(1000);
        errorOf(speech, RequestRejectedException.class);
        assertTrue(speech.text().append("more") > 0);
    }

    /** No other stream speaks the text, so that its writer must learn of the cancellation. */
    @Test
    void cancellationDuringARefusalCancelsTheText() {
        rig.handsOver = true;
        rig.service.refusal = new RequestRejectedException(
                "refused", new ServiceError(403, null, null, null, null, null, null, null), false);
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("Hello there. And");
        rig.onRefused = speech.call()::cancel;
        rig.pass(1000);
        assertEquals(0, speech.text().append("more"));
    }

    @Test
    void timeoutOfTheUpgradeRemainsOneAndIsNotRepeated() {
        rig.service.refusal =
                new TransportException("no answer", null, RequestProgress.PROCESSED, TimeoutPhase.RESPONSE_HEADERS);
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("Hello there. And");
        rig.pass(1000);
        TransportException error = errorOf(speech, TransportException.class);
        assertEquals(TimeoutPhase.RESPONSE_HEADERS, error.timeoutPhase());
        assertEquals(RequestProgress.NOT_SENT, error.progress());
        assertEquals(1, rig.service.sockets.size());
    }

    @Test
    void silenceAfterTheEndOfTheTextTimesOut() {
        rig.service.speaking = false;
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("Hello there. ");
        speech.text().end();
        rig.pass(32_000);
        assertEquals(
                TimeoutPhase.SILENCE, errorOf(speech, TransportException.class).timeoutPhase());
    }

    @Test
    void silenceDuringTheAudioIsATimeoutToo() {
        rig.service.speaking = false;
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("Hello there. ");
        speech.text().end();
        rig.pass(100);
        rig.service.last().deliver(rig.service.last().audio("turn-1", new byte[10]));
        rig.pass(32_000);
        assertEquals(
                TimeoutPhase.SILENCE,
                errorOf(speech, TruncatedAudioException.class).timeoutPhase());
    }

    @Test
    void closedEngineEndsStreams() {
        Speech speech = speak(SocketKind.SPEECH_CONTEXTS);
        speech.text().append("Hello there. And");
        rig.pass(100);
        rig.close();
        errorOf(speech, EngineClosedException.class);
        assertEquals(0, rig.service.openSockets());
        rig = new SocketRig(1);
    }
}
