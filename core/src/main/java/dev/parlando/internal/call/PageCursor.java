package dev.parlando.internal.call;

import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.voice.Voice;
import dev.parlando.voice.VoicePage;
import dev.parlando.voice.VoiceQuery;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Knows which page comes next, and when a list leads nowhere, from two tokens of those seen. Confined to one walk.
 *
 * <p>The token before finds a page that follows itself at once. A longer circle is found, as by Brent's algorithm, since
 * the token of each page whose number is a power of two is kept until the next such page.
 */
final class PageCursor {
    private static final int MAX_EMPTY_PAGES = 100;

    private @Nullable VoiceQuery next;
    private @Nullable String savedToken;
    private long pages;
    private int emptyPages;

    PageCursor(VoiceQuery first) {
        next = first;
        savedToken = first.nextPageToken();
    }

    /** Returns what to ask for next; null at the end. */
    @Nullable
    VoiceQuery next() {
        return next;
    }

    /** Returns the voices of the page that was asked for, and moves on. */
    List<Voice> take(VoicePage page) {
        VoiceQuery asked = Objects.requireNonNull(next);
        pages++;
        emptyPages = page.voices().isEmpty() ? emptyPages + 1 : 0;
        next = page.hasMore() ? asked.after(tokenAfter(asked, page)) : null;
        return page.voices();
    }

    private String tokenAfter(VoiceQuery asked, VoicePage page) {
        String token = page.nextPageToken();
        if (token == null || token.isBlank()) {
            throw endlessList("says that there are more voices after page " + pages + " but not where");
        }
        if (token.equals(asked.nextPageToken()) || token.equals(savedToken)) {
            throw endlessList("leads from page " + pages + " back to a page that was there before");
        }
        if (emptyPages == MAX_EMPTY_PAGES) {
            throw endlessList("sent " + MAX_EMPTY_PAGES + " empty pages in a row and says that there are more");
        }
        if (Long.bitCount(pages) == 1) {
            savedToken = token;
        }
        return token;
    }

    private static UnexpectedResponseException endlessList(String how) {
        return new UnexpectedResponseException("the list of voices has no end: the service " + how);
    }
}
