package ocelli.authz.verify;

import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A key that tokens are verified with.
 *
 * @param kid names it in a token's header
 * @param key RSA
 * @param retiredAt tokens issued after this are refused; empty while it is live
 */
public record PublicSigningKey(String kid, RSAPublicKey key, Optional<Instant> retiredAt) {}
