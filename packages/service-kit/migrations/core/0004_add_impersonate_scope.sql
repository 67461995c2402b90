-- Issuing person tokens has a scope of its own: who may issue them today may tomorrow. The first key of a workspace, which
-- was given everything, gets what is new as well.
update access_key
   set scopes = scopes || array(select scope from unnest(array['profile:impersonate']) as scope
                                 where not scope = any(access_key.scopes))
 where kind = 'secret' and 'profile:write' = any(scopes);
update access_key
   set scopes = scopes || array(select scope from unnest(array['workspace:manage', 'staff:impersonate']) as scope
                                 where not scope = any(access_key.scopes))
 where kind = 'secret'
   and scopes @> array['profile:read', 'profile:write', 'journey:read', 'journey:write', 'messaging:read',
                       'messaging:write', 'feedback:read', 'feedback:write', 'analytics:read', 'analytics:write',
                       'keys:manage', 'profile:impersonate'];
