package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.error.AuthenticationException;
import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.network.Timeouts;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.text.LiveTransport;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Faults of the WebSockets for live text (RFC 6455), without their fallback to HTTP. */
final class WebSocketFaults {
    private static final int BYTES = 300;
    private static final String AUDIO = "{\"audio\":\"" + Base64.getEncoder().encodeToString(new byte[BYTES])
            + "\",\"isFinal\":null,\"contextId\":\"turn-1\"}";
    private static final String FINAL = "{\"audio\":null,\"isFinal\":true,\"contextId\":\"turn-1\"}";
    private static final String REFUSAL =
            "{\"detail\":{\"type\":\"%s\",\"code\":\"%s\",\"status\":\"%s\",\"message\":\"Not now\"}}";
    private static final List<Integer> CLOSE_CODES = List.of(1000, 1002, 1006, 1008, 1009, 1011, 1013);
    private static final Timeouts SHORT =
            Timeouts.DEFAULT.withResponseHeaders(Duration.ofMillis(300)).withSilence(Duration.ofMillis(300));

    private WebSocketFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("websocket", List.of(WireProtocol.HTTP_1_1_CLEARTEXT));
        refusals(rows);
        upgrades(rows);
        closes(rows);
        messages(rows);
        frames(rows);
        return rows.list();
    }

    private static StreamOutcome speak(FaultFixture scene, Timeouts timeouts, WebSocketPeer.Script script, boolean text)
            throws Exception {
        RawPeer peer = scene.peer(connection -> script.serve(new WebSocketPeer(connection)));
        SpeechEngine engine = scene.engine(peer.baseUrl(), builder -> builder.timeouts(timeouts));
        SpeechRequest template = SpeechRequest.template()
                .voice("voice1")
                .model("eleven_flash_v2_5")
                .outputFormat(OutputFormat.PCM_24000)
                .build();
        LiveText live = LiveText.of(template, LiveTextSettings.DEFAULT.withTransport(LiveTransport.MULTI_STREAM));
        CollectingHandler collected = new CollectingHandler();
        engine.stream(live, collected);
        if (text) {
            live.append(FaultFixture.TEXT);
            live.end();
        }
        return StreamOutcome.of(collected);
    }

    /** Adds a row with a response to the upgrade request. */
    private static void refused(
            FaultRows rows, String status, String body, Class<? extends ParlandoException> type, String word) {
        boolean failed = status.startsWith("5"); // The service may have begun.
        rows.scenes(
                "upgrade refused, " + status,
                scene -> speak(
                        scene,
                        Timeouts.DEFAULT,
                        peer -> {
                            peer.readUpgrade();
                            peer.sendHttp(
                                    "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                        },
                        true),
                Expectation.refused(type, failed ? RequestProgress.PROCESSED : RequestProgress.REFUSED, word));
    }

    private static void refusals(FaultRows rows) {
        refused(
                rows,
                "401 Unauthorized",
                REFUSAL.formatted("authentication_error", "unauthorized", "invalid_api_key"),
                AuthenticationException.class,
                "Not now");
        refused(
                rows,
                "403 Forbidden",
                REFUSAL.formatted("authorization_error", "forbidden", "forbidden"),
                RequestRejectedException.class,
                "Not now");
        refused(
                rows,
                "404 Not Found",
                REFUSAL.formatted("not_found", "voice_not_found", "voice_not_found"),
                RequestRejectedException.class,
                "Not now");
        refused(
                rows,
                "429 Too Many Requests",
                REFUSAL.formatted("rate_limit_error", "concurrent_limit_exceeded", "concurrent_limit_exceeded"),
                CapacityException.class,
                "Not now");
        refused(
                rows,
                "500 Internal Server Error",
                REFUSAL.formatted("server_error", "internal_error", "internal_error"),
                RequestRejectedException.class,
                "500");
        refused(rows, "200 OK", "<html>Sign in</html>", RequestRejectedException.class, "200");
    }

    private static void upgrades(FaultRows rows) {
        rows.scenes(
                "upgrade never answered",
                scene -> speak(scene, SHORT, WebSocketPeer::readUpgrade, true),
                Expectation.transport(RequestProgress.NOT_SENT, "300 ms").timedOut(TimeoutPhase.RESPONSE_HEADERS));
        rows.scenes(
                "101 with a wrong accept key",
                scene -> speak(
                        scene,
                        Timeouts.DEFAULT,
                        peer -> {
                            peer.readUpgrade();
                            peer.accept("AAAAAAAAAAAAAAAAAAAAAA==");
                        },
                        true),
                Expectation.transport(RequestProgress.NOT_SENT, "did not upgrade"));
        rows.scenes(
                "cut instead of the response",
                scene -> speak(
                        scene,
                        Timeouts.DEFAULT,
                        peer -> {
                            peer.readUpgrade();
                            peer.connection().cut();
                        },
                        true),
                Expectation.transport(RequestProgress.NOT_SENT, "127.0.0.1"));
    }

    /** Adds a row for a peer that has accepted the upgrade, and has received all text. */
    private static void spoken(FaultRows rows, String name, WebSocketPeer.Script script, Expectation expected) {
        spoken(rows, name, Timeouts.DEFAULT, script, expected);
    }

    private static void spoken(
            FaultRows rows, String name, Timeouts timeouts, WebSocketPeer.Script script, Expectation expected) {
        rows.scenes(
                name,
                scene -> speak(
                        scene,
                        timeouts,
                        peer -> {
                            peer.accept(peer.readUpgrade());
                            peer.awaitMessage("close_context");
                            script.serve(peer);
                        },
                        true),
                expected);
    }

    private static void closes(FaultRows rows) {
        for (int code : CLOSE_CODES) {
            String close = code == 1006 ? "cut" : "close " + code;
            rows.scenes(
                    close + " before the first message",
                    scene -> speak(
                            scene,
                            Timeouts.DEFAULT,
                            peer -> {
                                peer.accept(peer.readUpgrade());
                                peer.close(code, "");
                            },
                            false),
                    Expectation.transport(RequestProgress.NOT_SENT));
            spoken(
                    rows,
                    close + " after the text",
                    peer -> peer.close(code, ""),
                    Expectation.transport(RequestProgress.PROCESSED));
            spoken(
                    rows,
                    close + " during the audio",
                    peer -> {
                        peer.sendText(AUDIO);
                        peer.close(code, "");
                    },
                    Expectation.truncated(BYTES, "after " + BYTES + " bytes"));
            spoken(
                    rows,
                    close + " after the final message",
                    peer -> {
                        peer.sendText(AUDIO);
                        peer.sendText(FINAL);
                        peer.close(code, "");
                    },
                    Expectation.audio(BYTES));
        }
        spoken(
                rows,
                "close 1002 with a reason",
                peer -> peer.close(1002, "This request exceeds your quota limit"),
                Expectation.refused(RequestRejectedException.class, RequestProgress.REFUSED, "quota"));
    }

    private static void messages(FaultRows rows) {
        message(rows, "malformed JSON", "{\"audio\":", Expectation.unexpected("malformed"));
        message(rows, "JSON that is not an object", "[1,2,3]", Expectation.unexpected("malformed"));
        message(
                rows,
                "audio that is not Base64",
                "{\"audio\":\"%%%%\",\"contextId\":\"turn-1\"}",
                Expectation.unexpected("malformed"));
        message(rows, "final message without audio", FINAL, Expectation.unexpected("without a single byte"));
        message(
                rows,
                "error message of the service",
                "{\"message\":\"No such voice\",\"error\":\"voice_id_does_not_exist\",\"code\":1008}",
                Expectation.refused(
                        RequestRejectedException.class, RequestProgress.REFUSED, "voice_id_does_not_exist"));
        message(
                rows,
                "error message for the key",
                "{\"message\":\"Invalid API key\",\"error\":\"invalid_api_key\",\"code\":1008}",
                Expectation.refused(AuthenticationException.class, RequestProgress.REFUSED, "invalid_api_key"));
        spoken(
                rows,
                "unknown messages between the audio",
                peer -> {
                    peer.sendText("{\"type\":\"flush_done\"}");
                    peer.sendText(AUDIO);
                    peer.sendText(AUDIO.replace("turn-1", "turn-7"));
                    peer.sendText("{}");
                    peer.sendText(FINAL);
                },
                Expectation.audio(BYTES));
        spoken(
                rows,
                "silence after the text",
                SHORT,
                peer -> {},
                Expectation.transport(RequestProgress.PROCESSED, "300 ms").timedOut(TimeoutPhase.SILENCE));
        spoken(
                rows,
                "silence during the audio",
                SHORT,
                peer -> peer.sendText(AUDIO),
                Expectation.truncated(BYTES, "300 ms").timedOut(TimeoutPhase.SILENCE));
    }

    private static void message(FaultRows rows, String name, String json, Expectation expected) {
        spoken(rows, name, peer -> peer.sendText(json), expected);
    }

    private static void frames(FaultRows rows) {
        spoken(
                rows,
                "message in fragments, with pings between",
                peer -> {
                    peer.sendFragments(AUDIO, 50);
                    peer.sendText(FINAL);
                },
                Expectation.audio(BYTES));
        spoken(
                rows,
                "binary message",
                peer -> peer.sendFrame(WebSocketPeer.BINARY, (byte) 1),
                Expectation.unexpected("binary"));
        spoken(
                rows,
                "message above the limit",
                peer -> peer.sendHeader(WebSocketPeer.TEXT, 17 * 1024 * 1024),
                Expectation.transport(RequestProgress.PROCESSED, "protocol"));
        spoken(
                rows,
                "reserved opcode",
                peer -> peer.sendFrame(0x83, (byte) 1),
                Expectation.transport(RequestProgress.PROCESSED, "protocol"));
        spoken(
                rows,
                "continuation without a start",
                peer -> peer.sendFrame(0x80, (byte) 1),
                Expectation.transport(RequestProgress.PROCESSED, "protocol"));
        spoken(
                rows,
                "text that is not UTF-8",
                peer -> peer.sendFrame(WebSocketPeer.TEXT, (byte) 0xC3, (byte) 0x28),
                Expectation.transport(RequestProgress.PROCESSED, "protocol"));
    }
}
