package dev.parlando.command.rotation;

import dev.parlando.account.Account;
import dev.parlando.account.AccountKey;
import dev.parlando.account.CreatedKey;
import dev.parlando.account.KeySpec;
import dev.parlando.account.KeyUpdate;
import dev.parlando.account.ServiceAccount;
import dev.parlando.account.SingleUseToken;
import dev.parlando.account.Subscription;
import dev.parlando.account.TokenType;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.ServiceError;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** An in-memory account with one service account. Each call passes the fuse before and after it takes effect. */
final class FakeAccount implements Account {
    static final String ID = "sa1";

    /** A key with its usage. */
    static final class Key {
        final String id;
        final ApiKey secret;
        final KeySpec spec;
        Long count = 0L;
        boolean disabled;

        private Key(String id, ApiKey secret, KeySpec spec) {
            this.id = id;
            this.secret = secret;
            this.spec = spec;
        }

        private AccountKey listed() {
            String text = secret.reveal();
            return new AccountKey(
                    id,
                    spec.name(),
                    "..." + text.substring(text.length() - 4),
                    ID,
                    Instant.EPOCH,
                    disabled,
                    null,
                    spec.permissions(),
                    spec.characterLimit(),
                    count,
                    null,
                    spec.allowedIps(),
                    spec.thirdPartyDisableAllowed(),
                    Map.of());
        }
    }

    final Map<String, Key> keys = new LinkedHashMap<>();
    final CrashPoint fuse;

    /** Runs whenever the keys are listed, to simulate use of the keys. */
    Runnable traffic = () -> {};

    private int made;

    FakeAccount(CrashPoint fuse) {
        this.fuse = fuse;
    }

    Key add(KeySpec spec) {
        made++;
        Key key = new Key("k" + made, ApiKey.of("sk_" + "%048x".formatted(made * 0x9E3779B97F4A7C15L)), spec);
        keys.put(key.id, key);
        return key;
    }

    /** Uses one credit of the key with the given secret, which must exist. */
    void use(ApiKey secret) {
        Key used = keys.values().stream()
                .filter(key -> key.secret.reveal().equals(secret.reveal()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("a key was used that is deleted"));
        used.count++;
    }

    @Override
    public CompletionStage<List<AccountKey>> keys(String serviceAccountId) {
        return call("list", () -> {
            traffic.run();
            return keys.values().stream().map(Key::listed).toList();
        });
    }

    @Override
    public CompletionStage<CreatedKey> createKey(String serviceAccountId, KeySpec spec) {
        return call("create", () -> {
            Key key = add(spec);
            return new CreatedKey(key.id, key.secret);
        });
    }

    @Override
    public CompletionStage<Void> deleteKey(String serviceAccountId, String keyId) {
        return call("delete", () -> {
            if (keys.remove(keyId) == null) {
                throw new RequestRejectedException(
                        "no such key", new ServiceError(404, null, null, null, null, null, null, null), false);
            }
            return null;
        });
    }

    private <T> CompletionStage<T> call(String what, Supplier<T> effect) {
        try {
            return CompletableFuture.completedFuture(fuse.around(what, effect));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<List<ServiceAccount>> serviceAccounts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<String> createServiceAccount(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> updateKey(String serviceAccountId, String keyId, KeyUpdate update) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> disableOwnKey() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> allowThirdPartyDisabling(Boolean allowed) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<SingleUseToken> createToken(TokenType type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Subscription> subscription() {
        throw new UnsupportedOperationException();
    }
}
