package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.AuthenticationException;
import dev.parlando.error.ServiceError;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Says that the hunt finds a secret wherever it gets out, so that its silence means something. */
class SecretHuntTest {
    private static final String SECRET = "sk_5ecret";

    @Test
    void findsALineOfAnyLog() {
        Logger.getLogger("some.library").log(Level.FINEST, "xi-api-key: {0}", SECRET);
        assertThatThrownBy(SecretHunt::check)
                .hasMessageContaining("some.library")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void findsWhatIsPrinted() {
        System.err.println("key " + SECRET);
        assertThatThrownBy(SecretHunt::check).hasMessageContaining("printed");
    }

    @Test
    void findsWhatAnErrorHolds() {
        ServiceError said = new ServiceError(401, null, null, null, SECRET, null, null, null);
        SecretHunt.hunt(new AuthenticationException("refused", said));
        assertThatThrownBy(SecretHunt::check).hasMessageContaining("an error");
    }

    @Test
    void letsAFingerprintPass() {
        SecretHunt.hunt("a line", "key 1a2b3c4d");
        SecretHunt.check();
        assertThat(SECRET).contains(SecretHunt.MARK);
    }
}
