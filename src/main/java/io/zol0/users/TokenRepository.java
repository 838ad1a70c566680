package io.zol0.users;

import java.util.List;
import org.springframework.data.repository.Repository;

/** The tokens in the database. */
interface TokenRepository extends Repository<TokenEntity, Long> {
    List<TokenEntity> findAll();

    TokenEntity save(TokenEntity token);

    long count();
}
