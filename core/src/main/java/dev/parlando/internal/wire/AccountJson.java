package dev.parlando.internal.wire;

import dev.parlando.account.AccountKey;
import dev.parlando.account.CreatedKey;
import dev.parlando.account.KeySpec;
import dev.parlando.account.KeyUpdate;
import dev.parlando.account.ServiceAccount;
import dev.parlando.account.SingleUseToken;
import dev.parlando.account.Subscription;
import java.util.List;

/** Reads and writes the JSON of the calls about the account. Stateless. */
@SuppressWarnings("DoNotCallSuggester")
public final class AccountJson {
    private AccountJson() {}

    /** Reads the list of service accounts. */
    public static List<ServiceAccount> serviceAccounts(byte[] body) {
        throw new UnsupportedOperationException();
    }

    /** Reads a list of keys. */
    public static List<AccountKey> keys(byte[] body) {
        throw new UnsupportedOperationException();
    }

    /** Writes the description of a service account. */
    public static byte[] newServiceAccount(String name) {
        throw new UnsupportedOperationException();
    }

    /** Reads the id of a service account that was created. */
    public static String createdServiceAccount(byte[] body) {
        throw new UnsupportedOperationException();
    }

    /** Writes the description of a key. */
    public static byte[] newKey(KeySpec spec) {
        throw new UnsupportedOperationException();
    }

    /** Reads a key that was created. */
    public static CreatedKey createdKey(byte[] body) {
        throw new UnsupportedOperationException();
    }

    /** Writes the changes of a key. */
    public static byte[] keyUpdate(KeyUpdate update) {
        throw new UnsupportedOperationException();
    }

    /** Writes the workspace's policy. */
    public static byte[] thirdPartyDisabling(boolean allowed) {
        throw new UnsupportedOperationException();
    }

    /** Reads a token. */
    public static SingleUseToken token(byte[] body) {
        throw new UnsupportedOperationException();
    }

    /** Reads the plan and its use. */
    public static Subscription subscription(byte[] body) {
        throw new UnsupportedOperationException();
    }
}
