package dev.parlando.offline.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonPath;
import dev.parlando.offline.load.KeyUsage;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyRegistryTest {
    private final KeyRegistry keys = new KeyRegistry(new Secret("sk_administrator"), () -> Instant.ofEpochSecond(7));
    private final OfflineServiceAccount account = keys.accounts().get(0);

    @Test
    void startsWithOneAccountWithoutKeys() {
        assertThat(keys.accounts()).hasSize(1);
        assertThat(keys.keys(account)).isEmpty();
        assertThat(keys.keys()).containsExactly(keys.administrator());
        assertThat(account.createdAtUnix()).isEqualTo(7);
    }

    @Test
    void removesDeletedKeyFromAccountButKeepsRecord() {
        OfflineApiKey key = keys.createKey(account, new Secret("sk_a"), KeyRules.unrestricted("a"));
        assertThat(keys.key(account, key.id())).isSameAs(key);
        key.delete();
        assertThat(keys.keys(account)).isEmpty();
        assertThat(catchThrowableOfType(HttpErrorException.class, () -> keys.key(account, key.id()))
                        .status())
                .isEqualTo(404);
        assertThat(keys.find(key.id())).containsSame(key);
        assertThat(keys.findBySecret("sk_a")).containsSame(key);
    }

    @Test
    void findsKeyOnlyInItsAccount() {
        OfflineApiKey key = keys.createKey(account, new Secret("sk_a"), KeyRules.unrestricted("a"));
        OfflineServiceAccount other = keys.createAccount("other");
        assertThat(catchThrowableOfType(HttpErrorException.class, () -> keys.key(other, key.id()))
                        .status())
                .isEqualTo(404);
        assertThat(catchThrowableOfType(HttpErrorException.class, () -> keys.account("none"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void rejectsCreditsBeyondLimitAndRefunds() {
        OfflineApiKey key = keys.createKey(account, new Secret("sk_a"), new KeyRules("a", null, 10L, null, null));
        key.recordUse(keys.now());
        key.charge(10);
        key.recordUse(keys.now());
        HttpErrorException refusal = catchThrowableOfType(HttpErrorException.class, () -> key.charge(3));
        assertThat(refusal.status()).isEqualTo(401);
        assertThat(JsonPath.detail(refusal)).containsEntry("status", "quota_exceeded");
        assertThat(JsonPath.detail(refusal).get("message")).asString().contains("quota of 10", "3 credits");
        assertThat(key.usage()).isEqualTo(new KeyUsage(1, 0, 0, 1, 10, Instant.ofEpochSecond(7)));
        key.refund(10);
        key.charge(3);
        keys.administrator().charge(4);
        assertThat(keys.credits()).isEqualTo(7);
    }

    @Test
    void prefersWorkspacePolicyOverKeyPolicy() {
        OfflineApiKey allowed = withPolicy("a", true);
        OfflineApiKey forbidden = withPolicy("b", false);
        assertThat(keys.isSelfDisableAllowed(keys.administrator())).isTrue();
        assertThat(keys.isSelfDisableAllowed(allowed)).isTrue();
        assertThat(keys.isSelfDisableAllowed(forbidden)).isFalse();
        keys.thirdPartyDisabling(true);
        assertThat(keys.isSelfDisableAllowed(forbidden)).isTrue();
        keys.thirdPartyDisabling(false);
        assertThat(keys.isSelfDisableAllowed(allowed)).isFalse();
        keys.thirdPartyDisabling(null);
        assertThat(keys.isSelfDisableAllowed(allowed)).isTrue();
    }

    private OfflineApiKey withPolicy(String secret, boolean allowed) {
        return keys.createKey(account, new Secret(secret), new KeyRules("a", null, null, null, allowed));
    }
}
