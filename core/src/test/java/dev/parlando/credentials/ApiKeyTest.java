package dev.parlando.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.error.InvalidRequestException;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    private static final String SECRET = "sk_0123456789abcdef";

    @Test
    void revealsSecretOnRequest() {
        assertThat(ApiKey.of(SECRET).reveal()).isEqualTo(SECRET);
    }

    @Test
    void omitsSecretFromToString() {
        ApiKey key = ApiKey.of(SECRET);
        assertThat(key.toString()).isEqualTo("ApiKey[" + key.fingerprint() + "]");
        assertThat("" + key).doesNotContain("0123");
    }

    @Test
    void redactsEveryOccurrence() {
        ApiKey key = ApiKey.of(SECRET);
        assertThat(key.redact("key " + SECRET + ", again " + SECRET + SECRET))
                .isEqualTo("key [redacted], again [redacted][redacted]");
        assertThat(key.redact("nothing to hide")).isEqualTo("nothing to hide");
    }

    @Test
    void redactsSecretThatIsCutOff() {
        ApiKey key = ApiKey.of(SECRET);
        for (int length = 6; length < SECRET.length(); length++) {
            String start = SECRET.substring(0, length);
            assertThat(key.redact("key " + start)).isEqualTo("key [redacted]");
            assertThat(key.redact(start)).isEqualTo("[redacted]");
        }
        assertThat(key.redact("key " + SECRET.substring(0, 5))).isEqualTo("key " + SECRET.substring(0, 5));
    }

    @Test
    void redactsSecretLiterally() {
        assertThat(ApiKey.of("a.c$1\\").redact("abc a.c$1\\")).isEqualTo("abc [redacted]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "sk 1", "sk_1\n", "\tsk_1", "schlüssel", "sk_1\u0000", "sk_\u007F"})
    void rejectsInvalidHeaderValueWithoutRepeatingIt(String secret) {
        InvalidRequestException refusal = catchThrowableOfType(InvalidRequestException.class, () -> ApiKey.of(secret));
        assertThat(refusal.option()).isEqualTo("api_key");
        assertThat(refusal).hasMessageContaining("copy the key again");
        assertThat(refusal.getMessage()).doesNotContain("sk_1", "schlüssel");
    }

    @Test
    void isComparedByIdentityAndNotSerializable() {
        assertThat(ApiKey.of(SECRET)).isNotEqualTo(ApiKey.of(SECRET));
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(ApiKey.of(SECRET)))
                .isInstanceOf(NotSerializableException.class);
    }
}
