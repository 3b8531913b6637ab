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
