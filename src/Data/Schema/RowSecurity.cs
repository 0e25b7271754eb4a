using System.Text;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using Microsoft.EntityFrameworkCore.Metadata;

namespace HuTong.Data.Schema;

/// <summary>The second wall (security.md 3.4): log-ins, grants and row-level security, made from the model for every table, so a new table cannot be forgotten.</summary>
internal static class RowSecurity
{
    private const string Functions = """
        CREATE OR REPLACE FUNCTION hutong_scope() RETURNS text[] STABLE LANGUAGE sql AS $$ SELECT string_to_array(nullif(current_setting('hutong.scope', true), ''), ',') $$;
        CREATE OR REPLACE FUNCTION hutong_lo() RETURNS text STABLE LANGUAGE sql AS $$ SELECT coalesce(current_setting('hutong.lo', true), '') $$;
        CREATE OR REPLACE FUNCTION hutong_hi() RETURNS text STABLE LANGUAGE sql AS $$ SELECT coalesce(current_setting('hutong.hi', true), '') $$;
        CREATE OR REPLACE FUNCTION hutong_is_range() RETURNS boolean STABLE LANGUAGE sql AS $$ SELECT strpos(coalesce(current_setting('hutong.scope', true), ','), ',') = 0 OR current_setting('hutong.scope', true) = 'WHOLE-COUNTRY' $$;
        CREATE OR REPLACE FUNCTION hutong_granted() RETURNS uuid[] STABLE LANGUAGE sql AS $$ SELECT string_to_array(nullif(current_setting('hutong.granted', true), ''), ',')::uuid[] $$;
        CREATE OR REPLACE FUNCTION hutong_audits() RETURNS boolean STABLE LANGUAGE sql AS $$ SELECT coalesce(current_setting('hutong.audit', true), '') = 'all' $$;
        CREATE OR REPLACE FUNCTION hutong_event_is_final() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF TG_OP = 'UPDATE' AND OLD.seal_no IS NULL AND NEW.seal_no IS NOT NULL
            AND (to_jsonb(OLD) - 'seal_no') = (to_jsonb(NEW) - 'seal_no') THEN RETURN NEW; END IF;
          RAISE EXCEPTION 'events are final'; END $$;
        DROP TRIGGER IF EXISTS event_is_final ON event;
        CREATE TRIGGER event_is_final BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION hutong_event_is_final();
        DROP TRIGGER IF EXISTS event_is_kept ON event;
        CREATE TRIGGER event_is_kept BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION hutong_event_is_final();
        """;

    /// <summary>The log-ins as this file writes them; each deployment may have its own.</summary>
    private const string AppRole = "hutong_app", JobRole = "hutong_job";

    // A scope of one prefix, or of the whole country, is its range, without a look at each prefix for each row. IS TRUE changes nothing but the planner's guess: two bare
    // bounds it does not know make it expect one row in two hundred, and it then sorts a whole county instead of walking the page index.
    private const string Inside = "(region >= (SELECT hutong_lo())) IS TRUE AND (region < (SELECT hutong_hi())) IS TRUE AND ((SELECT hutong_is_range()) OR EXISTS (SELECT 1 FROM unnest((SELECT hutong_scope())) p WHERE starts_with(region, p)))";

    private static readonly HashSet<string> AppendOnly = [SnakeCase.Of(nameof(Event)), SnakeCase.Of(nameof(Access.AccessEntry))];

    /// <summary>Everything but the log-ins themselves, which <see cref="Logins"/> makes.</summary>
    public static string Script(IModel model, Database database)
    {
        var sql = new StringBuilder();
        sql.AppendLine(Functions);
        sql.AppendLine("GRANT USAGE ON SCHEMA public TO hutong_app, hutong_job;");
        foreach (var entity in model.GetEntityTypes().Where(entity => entity.FindPrimaryKey() is not null)) Table(sql, entity);
        sql.AppendLine("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO hutong_app, hutong_job;");
        sql.AppendLine(SealedScript);
        return sql.Replace("WHOLE-COUNTRY", string.Join(',', WholeCountry.Prefixes)).Replace(AppRole, database.AppRole).Replace(JobRole, database.JobRole).ToString();
    }

    private static void Table(StringBuilder sql, IEntityType entity)
    {
        var table = SnakeCase.Of(entity.ClrType.Name);
        var app = entity.ClrType == typeof(IdentityIndex) ? "INSERT" : entity.ClrType == typeof(DataKey) ? "" : AppendOnly.Contains(table) ? "SELECT, INSERT" : "SELECT, INSERT, UPDATE";
        var job = entity.ClrType == typeof(DataKey) ? "" : entity.ClrType == typeof(Event) ? "SELECT, INSERT, UPDATE (seal_no)" : AppendOnly.Contains(table) ? "SELECT, INSERT" : "SELECT, INSERT, UPDATE, DELETE";
        sql.AppendLine($"REVOKE ALL ON \"{table}\" FROM hutong_app, hutong_job;");
        if (app.Length > 0) sql.AppendLine($"GRANT {app} ON \"{table}\" TO hutong_app;");
        if (job.Length > 0) sql.AppendLine($"GRANT {job} ON \"{table}\" TO hutong_job;");
        if (!typeof(IFenced).IsAssignableFrom(entity.ClrType)) return;
        sql.AppendLine($"ALTER TABLE \"{table}\" ENABLE ROW LEVEL SECURITY; ALTER TABLE \"{table}\" FORCE ROW LEVEL SECURITY;");
        sql.AppendLine($"DROP POLICY IF EXISTS fence ON \"{table}\"; DROP POLICY IF EXISTS granted ON \"{table}\"; DROP POLICY IF EXISTS logged ON \"{table}\"; DROP POLICY IF EXISTS sealer ON \"{table}\"; DROP POLICY IF EXISTS of_child ON \"{table}\"; DROP POLICY IF EXISTS owner ON \"{table}\";");
        sql.AppendLine($"CREATE POLICY owner ON \"{table}\" TO CURRENT_USER USING (true);");   // the owner is under the policies too: migrate and the verbs of an operator see all
        if (typeof(ILogged).IsAssignableFrom(entity.ClrType))
        {
            sql.AppendLine($"CREATE POLICY fence ON \"{table}\" FOR SELECT TO hutong_app, hutong_job USING (({Inside}) OR (SELECT hutong_audits()));");
            sql.AppendLine($"CREATE POLICY logged ON \"{table}\" FOR INSERT TO hutong_app, hutong_job WITH CHECK (true);");
            if (entity.ClrType == typeof(Event)) sql.AppendLine($"CREATE POLICY of_child ON \"{table}\" FOR SELECT TO hutong_app USING (child_id IS NOT NULL AND EXISTS (SELECT 1 FROM child WHERE child.id = \"{table}\".child_id));");
            sql.AppendLine($"CREATE POLICY sealer ON \"{table}\" TO hutong_job USING (true);");
            return;
        }
        sql.AppendLine($"CREATE POLICY fence ON \"{table}\" TO hutong_app, hutong_job USING ({Inside});");
        if (!typeof(IChildFact).IsAssignableFrom(entity.ClrType)) return;
        var key = entity.FindProperty(nameof(IChildFact.ChildId)) is null ? "id" : "child_id";
        sql.AppendLine($"CREATE POLICY granted ON \"{table}\" TO hutong_app, hutong_job USING ({key} = ANY ((SELECT hutong_granted())::uuid[]));");
    }

    /// <summary>All that requests may call of the sealed schema: put, and the sweep of batches that were not applied.</summary>
    private const string SealedScript = """
        CREATE OR REPLACE FUNCTION sealed.put(p_id uuid, p_child uuid, p_region text, p_tag bytea, p_text bytea, p_batch uuid, p_by uuid, p_at timestamptz) RETURNS void SECURITY DEFINER LANGUAGE sql SET search_path = sealed AS $$
          INSERT INTO sealed.sealed_fact (id, child_id, region, kind_tag, ciphertext, batch_id, by, at) VALUES (p_id, p_child, p_region, p_tag, p_text, p_batch, p_by, p_at) ON CONFLICT (child_id, kind_tag) DO NOTHING $$;
        CREATE OR REPLACE FUNCTION sealed.sweep(p_batches uuid[]) RETURNS void SECURITY DEFINER LANGUAGE sql SET search_path = sealed AS $$ DELETE FROM sealed.sealed_fact WHERE batch_id = ANY (p_batches) $$;
        DROP FUNCTION IF EXISTS sealed.sweep_but(uuid, uuid[]);
        CREATE OR REPLACE FUNCTION sealed.sweep_of(p_batch uuid, p_gone uuid[]) RETURNS void SECURITY DEFINER LANGUAGE sql SET search_path = sealed AS $$ DELETE FROM sealed.sealed_fact WHERE batch_id = p_batch AND child_id = ANY (p_gone) $$;
        CREATE OR REPLACE FUNCTION sealed.batches() RETURNS SETOF uuid SECURITY DEFINER LANGUAGE sql SET search_path = sealed AS $$ SELECT DISTINCT batch_id FROM sealed.sealed_fact WHERE batch_id IS NOT NULL $$;
        REVOKE ALL ON SCHEMA sealed FROM hutong_app, hutong_job; GRANT USAGE ON SCHEMA sealed TO hutong_app, hutong_job;
        REVOKE ALL ON ALL TABLES IN SCHEMA sealed FROM hutong_app, hutong_job;
        REVOKE ALL ON ALL FUNCTIONS IN SCHEMA sealed FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION sealed.put TO hutong_app, hutong_job; GRANT EXECUTE ON FUNCTION sealed.sweep, sealed.sweep_of, sealed.batches TO hutong_job;
        """;

    public const string SqliteTriggers = """
        CREATE TRIGGER IF NOT EXISTS event_is_kept BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are final'); END;
        CREATE TRIGGER IF NOT EXISTS event_is_final BEFORE UPDATE ON event WHEN NOT (OLD.seal_no IS NULL AND NEW.seal_no IS NOT NULL AND OLD.id = NEW.id AND OLD.at = NEW.at AND OLD.actor_id = NEW.actor_id AND OLD.post_id = NEW.post_id
          AND OLD.action = NEW.action AND OLD.subject_kind = NEW.subject_kind AND OLD.subject_id = NEW.subject_id AND OLD.child_id IS NEW.child_id AND OLD.region = NEW.region AND OLD.row_hash = NEW.row_hash AND OLD.changes_enc IS NEW.changes_enc)
          BEGIN SELECT RAISE(ABORT, 'events are final'); END;
        """;
}
