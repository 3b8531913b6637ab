def test_day(register):
    from cic_desktop import clients, assistance, projects, centre, diary
    from cic_desktop.assistance.rows import SittingDraft, ServiceDraft
    with register.database.write(register.actor,"register a client") as w:
        r=clients.register(w, {"surname":"Kovalenko","given":"Oksana","citizenship":"UA","language":"uk","birth_date":"15.04.1992","phone":"512 345 678","sex":"F","stay_title":"temporary_protection","rodo_given":"yes"})
    print(r)
    with register.database.read(register.actor) as rd:
        print(clients.find_clients(rd,"Коваленко"), clients.find_clients(rd,"kowalenko"))
        c=clients.card(rd,r.id); print(c)
        pid=projects.current_project(rd)
    with register.database.write(register.actor,"help") as w:
        s=assistance.record(w, SittingDraft({"day":"2026-11-23","minutes":"45","place":"office","signature":"now","language":"uk","starts_at":"9"},(ServiceDraft("document_help",{"document":"pesel","topic":"civil","minutes":"45","project_id":pid},(r.id,)),)))
        assistance.record_enquiry(w,{"topic":"stay","place":"phone","language":"uk","minutes":"5"},pid)
    with register.database.read(register.actor) as rd:
        print(assistance.services_of(rd,r.id)); print(assistance.services_on(rd,__import__("datetime").date(2026,11,1),__import__("datetime").date(2026,11,30)))
        print(clients.ending_stays(rd, __import__("datetime").date(2027,1,1)), diary.agenda(rd, __import__("datetime").date(2027,1,1)), centre.centre(rd))
    with register.database.write(register.actor,"complete") as w:
        a=dict(c.answers); a.update(town="Opole",street="Damrota",house="7",postcode="46064",stay_title="temporary",original_surname="Коваленко",project_id=pid,declared_on="2026-11-01")
        clients.complete(w,r.id,a,c.revision)
    with register.database.read(register.actor) as rd: print(clients.card(rd,r.id))

def test_recount(register):
    from cic_desktop import clients, assistance, projects
    from cic_desktop.assistance.rows import SittingDraft, ServiceDraft
    with register.database.write(register.actor,"r") as w:
        r=clients.register(w, {"surname":"Kovalenko","citizenship":"UA","language":"uk"})
        pid=projects.current_project(w)
        assistance.record(w, SittingDraft({"day":"2026-11-20","minutes":"45","place":"office","signature":"now"},(ServiceDraft("document_help",{"document":"pesel","topic":"civil","minutes":"45","project_id":pid},(r.id,)),)))
    with register.database.write(register.actor,"d") as w:
        part=clients.add_part(w,r.id,"participation",{"project_id":pid,"declared_on":"2026-11-01"})
    with register.database.read(register.actor) as rd: assert assistance.services_of(rd,r.id)[0].countable
    with register.database.write(register.actor,"d") as w:
        clients.amend_part(w,"participation",part,1,{"project_id":pid,"declared_on":"2026-11-21"})
    with register.database.read(register.actor) as rd: assert not assistance.services_of(rd,r.id)[0].countable
