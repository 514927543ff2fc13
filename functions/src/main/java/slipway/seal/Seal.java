package slipway.seal;

/** Keeps what may be secret unreadable where it is stored. */
public interface Seal {

    /**
     * Seals a text of any size.
     *
     * @param context what the text belongs to; it opens for nothing else
     * @return text for a store, different each time
     */
    String seal(byte[] plain, String context);

    /**
     * Opens what {@link #seal} gave.
     *
     * @throws IllegalArgumentException where it is damaged, or belongs to another context
     */
    byte[] open(String sealed, String context);
}
