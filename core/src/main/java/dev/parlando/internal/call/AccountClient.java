package dev.parlando.internal.call;

import dev.parlando.account.Account;
import dev.parlando.account.AccountKey;
import dev.parlando.account.CreatedKey;
import dev.parlando.account.KeySpec;
import dev.parlando.account.KeyUpdate;
import dev.parlando.account.ServiceAccount;
import dev.parlando.account.SingleUseToken;
import dev.parlando.account.Subscription;
import dev.parlando.account.TokenType;
import dev.parlando.internal.json.AccountJson;
import dev.parlando.internal.json.JsonRequest;
import dev.parlando.internal.json.RequestPath;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The account calls of one engine.
 *
 * <p>Threading: safe for use from any thread; stateless.
 */
public final class AccountClient implements Account {
    private final Transport transport;

    /** Creates an instance that makes its calls over the given transport. */
    public AccountClient(Transport transport) {
        this.transport = transport;
    }

    @Override
    public CompletionStage<List<ServiceAccount>> serviceAccounts() {
        return call(JsonRequest.get(RequestPath.SERVICE_ACCOUNTS), AccountJson::serviceAccounts);
    }

    @Override
    public CompletionStage<String> createServiceAccount(String name) {
        JsonRequest request = JsonRequest.create(RequestPath.SERVICE_ACCOUNTS, AccountJson.newServiceAccount(name));
        return call(request, AccountJson::createdServiceAccount);
    }

    @Override
    public CompletionStage<List<AccountKey>> keys(String serviceAccountId) {
        return call(JsonRequest.get(RequestPath.serviceAccountKeys(serviceAccountId)), AccountJson::keys);
    }

    @Override
    public CompletionStage<CreatedKey> createKey(String serviceAccountId, KeySpec spec) {
        JsonRequest request =
                JsonRequest.create(RequestPath.serviceAccountKeys(serviceAccountId), AccountJson.newKey(spec));
        return call(request, AccountJson::createdKey);
    }

    @Override
    public CompletionStage<Void> updateKey(String serviceAccountId, String keyId, KeyUpdate update) {
        JsonRequest request = JsonRequest.update(
                RequestPath.serviceAccountKey(serviceAccountId, keyId), AccountJson.keyUpdate(update));
        return callWithoutResult(request);
    }

    @Override
    public CompletionStage<Void> deleteKey(String serviceAccountId, String keyId) {
        return callWithoutResult(JsonRequest.delete(RequestPath.serviceAccountKey(serviceAccountId, keyId)));
    }

    @Override
    public CompletionStage<Void> disableOwnKey() {
        return callWithoutResult(JsonRequest.setOwnKey(RequestPath.DISABLE_OWN_KEY));
    }

    @Override
    public CompletionStage<Void> allowThirdPartyDisabling(@Nullable Boolean allowed) {
        JsonRequest request =
                JsonRequest.set(RequestPath.THIRD_PARTY_DISABLING, AccountJson.thirdPartyDisabling(allowed));
        return callWithoutResult(request);
    }

    @Override
    public CompletionStage<SingleUseToken> createToken(TokenType type) {
        return call(JsonRequest.create(RequestPath.singleUseToken(type), null), AccountJson::token);
    }

    @Override
    public CompletionStage<Subscription> subscription() {
        return call(JsonRequest.get(RequestPath.SUBSCRIPTION), AccountJson::subscription);
    }

    /** Makes a call whose response carries no value. */
    private CompletionStage<Void> callWithoutResult(JsonRequest request) {
        return transport
                .callbacks()
                .stage(transport.call(request, body -> body.length).thenAccept(length -> {}));
    }

    private <T> CompletionStage<T> call(JsonRequest request, Function<byte[], T> reader) {
        return transport.callbacks().stage(transport.call(request, reader));
    }
}
