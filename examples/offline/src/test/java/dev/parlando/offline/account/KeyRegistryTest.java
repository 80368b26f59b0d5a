package dev.parlando.offline.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.offline.json.JsonPath;
import dev.parlando.offline.json.Refusal;
import dev.parlando.offline.load.KeyUsage;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyRegistryTest {
    private final KeyRegistry keys = new KeyRegistry(new Secret("sk_administrator"), () -> Instant.ofEpochSecond(7));
    private final ServiceAccount account = keys.accounts().get(0);

    @Test
    void beginsWithOneAccountWithoutKeys() {
        assertThat(keys.accounts()).hasSize(1);
        assertThat(keys.keys(account)).isEmpty();
        assertThat(keys.keys()).containsExactly(keys.administrator());
        assertThat(account.createdAtUnix()).isEqualTo(7);
    }

    @Test
    void aDeletedKeyIsGoneFromItsAccountButStillKnown() {
        ApiKey key = keys.createKey(account, new Secret("sk_a"), KeyRules.everything("a"));
        assertThat(keys.key(account, key.id())).isSameAs(key);
        key.delete();
        assertThat(keys.keys(account)).isEmpty();
        assertThat(catchThrowableOfType(Refusal.class, () -> keys.key(account, key.id()))
                        .status())
                .isEqualTo(404);
        assertThat(keys.find(key.id())).containsSame(key);
        assertThat(keys.findOffered("sk_a")).containsSame(key);
    }

    @Test
    void aKeyIsFoundInItsOwnAccountOnly() {
        ApiKey key = keys.createKey(account, new Secret("sk_a"), KeyRules.everything("a"));
        ServiceAccount other = keys.createAccount("other");
        assertThat(catchThrowableOfType(Refusal.class, () -> keys.key(other, key.id()))
                        .status())
                .isEqualTo(404);
        assertThat(catchThrowableOfType(Refusal.class, () -> keys.account("none"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void creditsAreRefusedBeyondTheLimitAndGivenBack() {
        ApiKey key = keys.createKey(account, new Secret("sk_a"), new KeyRules("a", null, 10L, null, null));
        key.use(keys.now());
        key.charge(10);
        key.use(keys.now());
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> key.charge(3));
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
    void thePolicyOfTheWorkspaceComesBeforeThatOfTheKey() {
        ApiKey allowed = withPolicy("a", true);
        ApiKey forbidden = withPolicy("b", false);
        assertThat(keys.holderMayDisable(keys.administrator())).isTrue();
        assertThat(keys.holderMayDisable(allowed)).isTrue();
        assertThat(keys.holderMayDisable(forbidden)).isFalse();
        keys.thirdPartyDisabling(true);
        assertThat(keys.holderMayDisable(forbidden)).isTrue();
        keys.thirdPartyDisabling(false);
        assertThat(keys.holderMayDisable(allowed)).isFalse();
        keys.thirdPartyDisabling(null);
        assertThat(keys.holderMayDisable(allowed)).isTrue();
    }

    private ApiKey withPolicy(String secret, boolean allowed) {
        return keys.createKey(account, new Secret(secret), new KeyRules("a", null, null, null, allowed));
    }
}
