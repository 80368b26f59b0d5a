package dev.parlando.internal.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.error.InvalidRequestException;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.elevenlabs.io, true, api.elevenlabs.io, 443, ''",
        "HTTPS://api.elevenlabs.io/, true, api.elevenlabs.io, 443, ''",
        "http://localhost, false, localhost, 80, ''",
        "http://127.0.0.1:8080, false, 127.0.0.1, 8080, ''",
        "https://[::1]:8443, true, ::1, 8443, ''",
        "http://tts_mock:8080, false, tts_mock, 8080, ''",
        "http://tts_mock, false, tts_mock, 80, ''",
        "https://-odd-.a_b.test/v1, true, -odd-.a_b.test, 443, /v1",
        "https://proxy.test/speech/, true, proxy.test, 443, /speech",
        "https://proxy.test/a%20b/c//, true, proxy.test, 443, /a%20b/c",
    })
    void parsesSchemeHostPortAndPathPrefix(String url, boolean secure, String host, int port, String pathPrefix) {
        assertThat(Origin.of(URI.create(url))).isEqualTo(new Origin(secure, host, port, pathPrefix));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.elevenlabs.io:443, https, api.elevenlabs.io, api.elevenlabs.io:443",
        "https://api.elevenlabs.io:8443, https, api.elevenlabs.io:8443, api.elevenlabs.io:8443",
        "http://localhost:80, http, localhost, localhost:80",
        "http://localhost:443, http, localhost:443, localhost:443",
        "http://[2001:db8::1], http, [2001:db8::1], [2001:db8::1]:80",
        "https://[2001:db8::1]:99, https, [2001:db8::1]:99, [2001:db8::1]:99",
    })
    void omitsDefaultPortFromAuthorityOnly(String url, String scheme, String authority, String address) {
        Origin origin = Origin.of(URI.create(url));
        assertThat(origin.scheme()).isEqualTo(scheme);
        assertThat(origin.authority()).isEqualTo(authority);
        assertThat(origin.address()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.elevenlabs.io",
                "ftp://api.elevenlabs.io",
                "https:///path",
                "mailto:someone@example.test",
                "https://host.test?x=1",
                "https://host.test#part",
                "https://someone@host.test",
                "http://host.test:0",
                "http://host.test:65536",
                "http://host.test:99999",
                "http://host_name.test:0",
                "http://host_name.test:65536",
                "http://someone@host_name.test",
                "http://host_name.test:port",
                "//host.test",
            })
    void rejectsInvalidBaseUrl(String url) {
        InvalidRequestException refusal =
                catchThrowableOfType(InvalidRequestException.class, () -> Origin.of(URI.create(url)));
        assertThat(refusal.option()).isEqualTo("base_url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "api.elevenlabs.io", "host.test/v1"})
    void namesMissingScheme(String url) {
        InvalidRequestException refusal =
                catchThrowableOfType(InvalidRequestException.class, () -> Origin.of(URI.create(url)));
        assertThat(refusal.getMessage())
                .contains("'" + url.replace("/v1", "") + "' has no scheme", "https://", "http://");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "127.0.0.1:8080", "[::1]:8080", "tts_mock:8080/v1", "api.elevenlabs.io"})
    void namesMissingSchemeOfText(String url) {
        InvalidRequestException refusal = catchThrowableOfType(InvalidRequestException.class, () -> Origin.uri(url));
        assertThat(refusal.getMessage()).contains("'" + url.replace("/v1", "") + "' has no scheme");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ada:secret@host.test", "sk_secret", "host.test/secret", "host.test?key=secret", "::secret"})
    void omitsSecretOfUrlWithoutScheme(String text) {
        InvalidRequestException refusal = catchThrowableOfType(InvalidRequestException.class, () -> Origin.uri(text));
        assertThat(refusal.getMessage()).contains("has no scheme").doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost, true",
        "http://LocalHost:8080, true",
        "http://127.0.0.1, true",
        "http://[::1]:1, true",
        "http://[0:0:0:0:0:0:0:1], true",
        "http://127.0.0.256, false",
        "http://127.example.org, false",
        "http://tts_mock, false",
        "https://api.elevenlabs.io, false",
    })
    void recognizesThisMachineByLiteralName(String url, boolean thisMachine) {
        assertThat(Origin.of(URI.create(url)).isThisMachine()).isEqualTo(thisMachine);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:secret@host.test",
                "http://user:secret@tts_host.test",
                "https://host.test/?key=secret",
                "ftp://host.test/secret"
            })
    void omitsSecretsFromErrorMessage(String url) {
        InvalidRequestException refusal =
                catchThrowableOfType(InvalidRequestException.class, () -> Origin.of(URI.create(url)));
        assertThat(refusal.getMessage()).contains("host.test").doesNotContain("secret");
    }
}
