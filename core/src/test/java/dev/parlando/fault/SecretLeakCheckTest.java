package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.AuthenticationException;
import dev.parlando.error.ServiceError;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Checks that the hunt finds a secret in every kind of output. */
class SecretLeakCheckTest {
    private static final String SECRET = "sk_5ecret";

    @Test
    void detectsSecretInLogLine() {
        Logger.getLogger("some.library").log(Level.FINEST, "xi-api-key: {0}", SECRET);
        assertThatThrownBy(SecretLeakCheck::check)
                .hasMessageContaining("some.library")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void detectsSecretInPrintedOutput() {
        System.err.println("key " + SECRET);
        assertThatThrownBy(SecretLeakCheck::check).hasMessageContaining("printed");
    }

    @Test
    void detectsSecretInErrorDetails() {
        ServiceError said = new ServiceError(401, null, null, null, SECRET, null, null, null);
        SecretLeakCheck.hunt(new AuthenticationException("refused", said));
        assertThatThrownBy(SecretLeakCheck::check).hasMessageContaining("an error");
    }

    @Test
    void ignoresKeyFingerprint() {
        SecretLeakCheck.hunt("a line", "key 1a2b3c4d");
        SecretLeakCheck.check();
        assertThat(SECRET).contains(SecretLeakCheck.MARK);
    }
}
