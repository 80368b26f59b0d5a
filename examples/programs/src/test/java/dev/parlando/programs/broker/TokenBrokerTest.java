package dev.parlando.programs.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.offline.OfflineVoiceServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests tokens from a broker, and speaks with them through the offline server. */
@Timeout(240)
class TokenBrokerTest {
    private static final Pattern TOKEN = Pattern.compile("\\{\"token\":\"(sutkn_[0-9a-f]+)\"}");

    private final OfflineVoiceServer server = OfflineVoiceServer.builder().start();
    private final SpeechEngine engine = SpeechEngine.builder()
            .baseUrl(server.baseUri())
            .apiKey(ApiKey.of(server.apiKey()))
            .build();
    private final HttpClient http = HttpClient.newHttpClient();

    private final TokenBroker broker = open();

    private TokenBroker open() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            return new TokenBroker(address, Sessions.of(Map.of("session-1", "ada")), engine.account());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        broker.close();
        engine.close();
        server.close();
    }

    @Test
    void issuesTokenValidForOneRequest() throws Exception {
        HttpResponse<String> answer = ask("POST", "Bearer session-1");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        Matcher token = TOKEN.matcher(answer.body());
        assertThat(token.matches()).isTrue();
        assertThat(speak(token.group(1))).isEqualTo(200);
        assertThat(speak(token.group(1))).isEqualTo(401);
        assertThat(server.keyUsage(server.apiKeyId()).credits()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, Bearer session-2, 401",
        "POST, Bearer, 401",
        "POST, session-1, 401",
        "POST, none, 401",
        "GET, Bearer session-1, 405"
    })
    void rejectsInvalidSessionOrMethod(String method, String authorization, int status) throws Exception {
        HttpResponse<String> answer = ask(method, authorization);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("sutkn_");
        assertThat(server.keyUsage(server.apiKeyId()).requests()).isZero();
    }

    @Test
    void exposesNeitherKeyNorServiceError() throws Exception {
        HttpResponse<String> good = ask("POST", "Bearer session-1");
        disableKey();
        HttpResponse<String> bad = ask("POST", "Bearer session-1");
        assertThat(bad.statusCode()).isEqualTo(502);
        assertThat(bad.body()).isEqualTo("{\"error\":\"no_token\"}");
        for (HttpResponse<String> answer : List.of(good, bad)) {
            assertThat(answer.body() + answer.headers()).doesNotContain(server.apiKey());
        }
    }

    @Test
    void returns404ForUnknownPath() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(broker.uri().resolve("/tokens"))
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
    }

    private void disableKey() throws Exception {
        URI page = server.baseUri().resolve("/offline/keys/" + server.apiKeyId());
        HttpRequest request = HttpRequest.newBuilder(page)
                .header("xi-api-key", server.apiKey())
                .PUT(BodyPublishers.ofString("{\"disable_reason\":\"exposed_publicly\"}"))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> ask(String method, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(broker.uri())
                .timeout(Duration.ofMinutes(2))
                .method(method, BodyPublishers.noBody());
        if (!authorization.equals("none")) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private int speak(String token) throws Exception {
        URI uri = server.baseUri()
                .resolve("/v1/text-to-speech/" + OfflineVoiceServer.STANDARD_VOICE_ID
                        + "?output_format=pcm_8000&single_use_token=" + token);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(BodyPublishers.ofString("{\"text\":\"Hello.\"}"))
                .build();
        return http.send(request, BodyHandlers.ofByteArray()).statusCode();
    }
}
