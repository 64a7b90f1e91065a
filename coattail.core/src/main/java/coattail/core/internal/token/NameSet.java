// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import coattail.core.internal.wire.Names;

/** Names that a token covers: exact ones, or {@code *}. Immutable; membership costs the same however many there are. */
public final class NameSet {
    /** Covers nothing. */
    public static final NameSet NONE = new NameSet(false, Set.of());
    /** Covers every name but those kept for Coattail itself. */
    public static final NameSet ANY = new NameSet(true, Set.of());
    /** How many entries there may be. */
    public static final int MOST = 64;

    private static final String WILDCARD = "*";
    private static final String RESERVED = "coattail.";

    private final boolean any;
    private final Set<String> names;

    private NameSet(boolean any, Set<String> names) {
        this.any = any;
        this.names = names;
    }

    /**
     * The set of these entries; an entry given twice counts once.
     *
     * @throws IllegalArgumentException if there are more than {@value #MOST}, or one is neither a name nor {@code *}
     */
    public static NameSet of(Collection<String> entries) {
        var names = new TreeSet<String>();
        boolean any = false;
        for (String entry : entries) {
            if (entry.equals(WILDCARD)) {
                any = true;
            } else if (Names.isName(entry)) {
                names.add(entry);
            } else {
                throw new IllegalArgumentException(Printable.quote(entry) + " is neither a name nor *: " + Names.RULE);
            }
        }
        var set = new NameSet(any, Set.copyOf(names));
        if (set.entries().size() > MOST) {
            throw new IllegalArgumentException("a token takes at most " + MOST + " names of a kind, not "
                    + set.entries().size());
        }
        return set;
    }

    /**
     * Whether a name is covered. {@code *} never covers one that begins with {@code coattail.}; an exact entry does.
     */
    public boolean covers(String name) {
        return (any && !name.startsWith(RESERVED)) || names.contains(name);
    }

    /** The entries, sorted, {@code *} first. */
    public List<String> entries() {
        var entries = new ArrayList<String>(names.size() + 1);
        if (any) {
            entries.add(WILDCARD);
        }
        entries.addAll(new TreeSet<>(names));
        return List.copyOf(entries);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NameSet set && set.any == any && set.names.equals(names);
    }

    @Override
    public int hashCode() {
        return names.hashCode() + Boolean.hashCode(any);
    }

    @Override
    public String toString() {
        return entries().toString();
    }
}
